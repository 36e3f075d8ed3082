using System.Buffers.Binary;

namespace Assay.Ledger;

/// <summary>A text and the signatures below it, as the C2SP specification signed-note lays them out.</summary>
public sealed record SignedNote(string Text, IReadOnlyList<SignedNote.Signature> Signatures)
{
    private const int _maxSignatures = 100;

    public sealed record Signature(string Name, uint KeyId, ReadOnlyMemory<byte> Bytes);

    /// <param name="text">Ends with a newline.</param>
    public static string Sign(string text, params ReadOnlySpan<SignerKey> keys)
    {
        if (!IsText(text)) throw new ArgumentException("A note ends with a newline and has no other control characters.", nameof(text));

        var note = $"{text}\n";
        foreach (var key in keys) note += key.Line(text);
        return note;
    }

    public static bool TryParse(string note, out SignedNote parsed)
    {
        parsed = null!;
        var cut = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (cut < 0 || !IsText(note)) return false;

        var text = note[..(cut + 1)];
        List<Signature> signatures = [];

        foreach (var line in note[(cut + 2)..^1].Split('\n'))
        {
            if (line.Split(' ') is not ["\u2014", var name, var encoded] || !VerifierKey.IsName(name)) return false;

            var bytes = new byte[encoded.Length];
            if (!Convert.TryFromBase64String(encoded, bytes, out var length) || length < 5 || signatures.Count == _maxSignatures) return false;
            if (Convert.ToBase64String(bytes.AsSpan(0, length)) != encoded) return false;
            signatures.Add(new(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes.AsMemory(4..length)));
        }

        parsed = new(text, signatures);
        return true;
    }

    /// <returns>The keys among these that signed; none where one of them has a signature here that is not its own.</returns>
    public IReadOnlyList<VerifierKey> SignedBy(IEnumerable<VerifierKey> known)
    {
        List<VerifierKey> signed = [];

        foreach (var key in known)
        {
            foreach (var signature in Signatures.Where(s => s.Name == key.Name && s.KeyId == key.Id))
            {
                if (!key.Verify(Text, signature.Bytes.Span)) return [];
                if (!signed.Contains(key)) signed.Add(key);
            }
        }

        return signed;
    }

    private static bool IsText(string text) => text.EndsWith('\n') && !text.Any(c => c < ' ' && c != '\n');
}
