using Microsoft.AspNetCore.Identity;

namespace Assay.Identity;

/// <summary>
/// Refuses what is guessed first: passwords that many people choose, and what one can read off the account. Asks for no
/// mixture of characters, because that yields "Password1!" and not strength (NIST SP 800-63B §5.1.1.2).
/// </summary>
internal sealed class PasswordRule : IPasswordValidator<User>
{
    public const int ShortestPassword = 12;
    public const int LongestPassword = 256;

    /// <summary>What stands beside a field in which one is chosen.</summary>
    public static readonly string Advice =
        $"At least {ShortestPassword} characters. Three or four unrelated words are good; a common password or your own name is refused.";

    private const int _fewestDifferent = 5;
    private const int _longestNumber = 20;       // a shorter one is a telephone number or a row of keys
    private const int _shortestTelling = 4;      // a name of two letters is in many good passwords

    private static readonly HashSet<string> _common = [.. ReadCommon()];

    public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password) =>
        Task.FromResult(Refuse(user, password ?? "") is { } why
            ? IdentityResult.Failed(new IdentityError { Code = "PasswordGuessable", Description = why })
            : IdentityResult.Success);

    private static string? Refuse(User user, string password)
    {
        if (password.Length > LongestPassword)
            return $"A password may have {LongestPassword} characters at most.";

        if (password.Distinct().Count() < _fewestDifferent)
            return $"A password needs {_fewestDifferent} different characters at least; repeated ones are guessed first.";

        if (Tellings(user).FirstOrDefault(part => password.Contains(part, StringComparison.OrdinalIgnoreCase)) is not null)
            return "A password must not contain your name or e-mail address, which anybody can read.";

        return IsCommon(password.ToLowerInvariant())
            ? "That is among the passwords that are guessed first. Three or four unrelated words are good."
            : null;
    }

    /// <summary>Common as it stands, or a common word with figures and marks around it, or two of them.</summary>
    private static bool IsCommon(string password)
    {
        if (_common.Contains(password)) return true;
        if (!password.Any(char.IsLetter)) return password.Length < _longestNumber;

        var stem = password.TrimEnd([.. password.Where(c => !char.IsAsciiLetter(c))]);
        return new[] { password, stem, Plain(stem) }.Select(Letters).Any(IsOneOrTwoWords);
    }

    private static bool IsOneOrTwoWords(string letters) =>
        _common.Contains(letters)
        || Enumerable.Range(1, Math.Max(0, letters.Length - 1)).Any(i => _common.Contains(letters[..i]) && _common.Contains(letters[i..]));

    private static string Letters(string text) => string.Concat(text.Where(char.IsAsciiLetter));

    // "P4ssw0rd" is as well known as "password".
    private static string Plain(string text) =>
        text.Replace('0', 'o').Replace('1', 'i').Replace('3', 'e').Replace('4', 'a').Replace('5', 's').Replace('7', 't').Replace('@', 'a').Replace('$', 's');

    private static IEnumerable<string> Tellings(User user) =>
        $"{user.Name} {user.Email}".Split([' ', '@', '.', '-', '_', '+'], StringSplitOptions.RemoveEmptyEntries)
            .Where(part => part.Length >= _shortestTelling);

    private static string[] ReadCommon()
    {
        using var text = new StreamReader(typeof(PasswordRule).Assembly.GetManifestResourceStream("CommonPasswords.txt")!);
        return text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
