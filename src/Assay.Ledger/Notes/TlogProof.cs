using System.Globalization;
using System.Text;

namespace Assay.Ledger;

/// <summary>That one entry is in a log, in a file that needs nothing else but the log's public key (C2SP tlog-proof).</summary>
/// <param name="Extra">Beside the proof and not covered by it; here, the entry itself.</param>
/// <param name="Checkpoint">The signed note, word for word.</param>
public sealed record TlogProof(ReadOnlyMemory<byte>? Extra, long Index, IReadOnlyList<Hash> Path, string Checkpoint)
{
    private const string _title = "c2sp.org/tlog-proof@v1";

    public override string ToString()
    {
        var text = new StringBuilder(_title).Append('\n');
        if (Extra is { } extra) text.Append("extra ").Append(Convert.ToBase64String(extra.Span)).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"index {Index}\n");
        foreach (var hash in Path) text.Append(hash.ToString()).Append('\n');

        return text.Append('\n').Append(Checkpoint).ToString();
    }

    public static bool TryParse(string text, out TlogProof proof)
    {
        proof = null!;
        var cut = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (cut < 0) return false;

        var lines = new Queue<string>(text[..cut].Split('\n'));
        if (lines.Dequeue() != _title) return false;

        byte[]? extra = null;
        if (lines.TryPeek(out var line) && line.StartsWith("extra ", StringComparison.Ordinal) && !TryDecode(lines.Dequeue()[6..], out extra)) return false;

        if (!lines.TryDequeue(out line) || !line.StartsWith("index ", StringComparison.Ordinal)) return false;
        if (!long.TryParse(line.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index.ToString(CultureInfo.InvariantCulture) != line[6..]) return false;

        List<Hash> path = [];
        foreach (var encoded in lines)
        {
            if (!Hash.TryParse(encoded, out var hash)) return false;
            path.Add(hash);
        }

        proof = new(extra is null ? null : new ReadOnlyMemory<byte>(extra), index, path, text[(cut + 2)..]);
        return true;
    }

    /// <param name="leaf">The hash of the entry that is said to be there.</param>
    /// <returns>The checkpoint that proves it, or null where nothing is proved.</returns>
    public Checkpoint? Verify(Hash leaf, IEnumerable<VerifierKey> keys) =>
        SignedNote.TryParse(Checkpoint, out var note)
        && note.SignedBy(keys).Count > 0
        && Ledger.Checkpoint.TryParse(note.Text, out var checkpoint)
        && Proof.Includes(Index, checkpoint.Size, leaf, Path, checkpoint.Root)
            ? checkpoint
            : null;

    private static bool TryDecode(string base64, out byte[]? bytes)
    {
        bytes = new byte[base64.Length];
        var whole = Convert.TryFromBase64String(base64, bytes, out var length);
        bytes = whole ? bytes[..length] : null;
        return whole;
    }
}
