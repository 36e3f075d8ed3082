using System.Security.Cryptography;
using System.Text;

namespace Assay.Identity;

/// <summary>What the person who started the server reads from its console, and proves it by. Gone once there is an owner.</summary>
/// <remarks>It lies in the database, so that every replica prints and accepts the same one.</remarks>
public sealed class SetupCode
{
    public const int MostTries = 10;

    private const string _letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";      // without those that look alike
    private const int _length = 16;

    public bool Present { get; private init; } = true;

    public string Code { get; private set; } = Fresh();

    public int WrongTries { get; private set; }

    public bool IsSpent => WrongTries >= MostTries;

    public override string ToString() => string.Join('-', Code.Chunk(4).Select(group => new string(group)));

    /// <summary>A spent code is replaced at the next start, which an outsider cannot bring about.</summary>
    public void Renew() => (Code, WrongTries) = (Fresh(), 0);

    /// <summary>Compares without telling by its duration how much was right.</summary>
    public bool Try(string typed)
    {
        var letters = new string([.. typed.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)]);
        var right = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(letters), Encoding.UTF8.GetBytes(Code));

        if (!right) WrongTries++;
        return right;
    }

    private static string Fresh() => RandomNumberGenerator.GetString(_letters, _length);
}
