using System.Security.Cryptography;
using System.Text;

namespace Assay.Identity;

/// <summary>By which somebody whose factors were reset adds a new one: once, soon, and with their password.</summary>
public sealed class EnrolmentLink
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private const string _letters = "abcdefghijkmnpqrstuvwxyz23456789";
    private const int _length = 32;

    private EnrolmentLink()
    {
    }

    private EnrolmentLink(Guid userId, string secret, DateTimeOffset now) => (UserId, Hash, ExpiresAt) = (userId, HashOf(secret), now + Lifetime);

    public Guid UserId { get; private init; }

    public byte[] Hash { get; private init; } = [];

    public DateTimeOffset ExpiresAt { get; private init; }

    public DateTimeOffset? UsedAt { get; private init; }

    /// <returns>The link as it is stored, and the path that is shown once.</returns>
    public static (EnrolmentLink Link, string Path) New(Guid userId, DateTimeOffset now)
    {
        var secret = RandomNumberGenerator.GetString(_letters, _length);
        return (new(userId, secret, now), $"/sign-in/recover/{userId}/{secret}");
    }

    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
