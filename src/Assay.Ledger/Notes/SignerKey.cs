using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Assay.Ledger;

/// <summary>A key that signs notes. Whoever has the seed can speak for the log.</summary>
public sealed class SignerKey
{
    private readonly byte[] _seed;

    /// <exception cref="ArgumentException">The name has a space or a plus, or the seed is not 32 bytes.</exception>
    public SignerKey(string name, byte[] seed)
    {
        if (!VerifierKey.IsName(name)) throw new ArgumentException($"'{name}' cannot name a key.", nameof(name));

        (_seed, Verifier) = (seed, new(name, Ed25519.PublicKey(seed)));
    }

    public VerifierKey Verifier { get; }

    public static SignerKey New(string name) => new(name, RandomNumberGenerator.GetBytes(Ed25519.KeySize));

    /// <summary>The private key, for sealing.</summary>
    public ReadOnlySpan<byte> Seed => _seed;

    /// <summary>The line that stands below a note.</summary>
    public string Line(string text)
    {
        Span<byte> signature = stackalloc byte[4 + Ed25519.SignatureSize];
        BinaryPrimitives.WriteUInt32BigEndian(signature, Verifier.Id);
        Ed25519.Sign(_seed, Encoding.UTF8.GetBytes(text)).CopyTo(signature[4..]);

        return $"\u2014 {Verifier.Name} {Convert.ToBase64String(signature)}\n";
    }
}
