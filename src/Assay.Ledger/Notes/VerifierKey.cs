using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Assay.Ledger;

/// <summary>The public half of a key that signs notes, under the name that stands beside its signatures.</summary>
/// <param name="Bytes">32 bytes of Ed25519.</param>
public sealed record VerifierKey(string Name, ReadOnlyMemory<byte> Bytes)
{
    private const byte _ed25519 = 1;

    /// <summary>What signatures call the key, beside its name: the first four bytes of a hash over both.</summary>
    public uint Id { get; } = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(Name), (byte)'\n', _ed25519, .. Bytes.Span]));

    /// <summary>Whether a key may be called so: no spaces and no plus, which separate it from what follows.</summary>
    public static bool IsName(string name) => name.Length > 0 && !name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '+');

    /// <summary>As Go and C2SP tools take it: <c>name+id+key</c>.</summary>
    public override string ToString() => $"{Name}+{Id:x8}+{Convert.ToBase64String([_ed25519, .. Bytes.Span])}";

    public static bool TryParse(string text, out VerifierKey key)
    {
        key = null!;

        // The key itself may hold a plus, the name may not.
        if (text.Split('+', 3) is not [var name, _, var encoded] || !IsName(name)) return false;

        var bytes = new byte[1 + Ed25519.KeySize];
        if (!Convert.TryFromBase64String(encoded, bytes, out var written) || written != bytes.Length || bytes[0] != _ed25519) return false;

        key = new(name, bytes.AsMemory(1));
        return key.ToString() == text;
    }

    public bool Equals(VerifierKey? other) => other is not null && ToString() == other.ToString();

    public override int GetHashCode() => (int)Id;

    public bool Verify(string text, ReadOnlySpan<byte> signature) => Ed25519.Verify(Bytes.Span, Encoding.UTF8.GetBytes(text), signature);
}
