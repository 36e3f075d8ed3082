using System.Security.Cryptography;
using System.Text;

namespace Assay.Identity;

/// <summary>One of ten codes for the day on which the phone is gone. Shown once; here is only a hash.</summary>
/// <remarks>A code has 120 random bits, so that a plain hash keeps it: there is nothing to try through.</remarks>
public sealed class RecoveryCode
{
    public const int Count = 10;

    private const string _letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";      // without those that look alike
    private const int _length = 24;

    private RecoveryCode()
    {
    }

    private RecoveryCode(Guid userId, string code) => (UserId, Hash) = (userId, HashOf(code));

    public Guid UserId { get; private init; }

    public byte[] Hash { get; private init; } = [];

    public DateTimeOffset? UsedAt { get; private init; }

    /// <returns>The codes as their owner keeps them, and as they are stored.</returns>
    public static (IReadOnlyList<string> Shown, IReadOnlyList<RecoveryCode> Stored) New(Guid userId)
    {
        var codes = Enumerable.Range(0, Count).Select(_ => RandomNumberGenerator.GetString(_letters, _length)).ToList();

        return ([.. codes.Select(code => string.Join('-', code.Chunk(4).Select(group => new string(group))))], [.. codes.Select(code => new RecoveryCode(userId, code))]);
    }

    /// <summary>Dashes, blanks and the case of letters do not matter.</summary>
    public static byte[] HashOf(string typed) => SHA256.HashData(Encoding.UTF8.GetBytes(new string([.. typed.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)])));
}
