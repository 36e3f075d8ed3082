using System.Globalization;

namespace Assay.Ledger;

/// <summary>What a log commits to when it signs: so many entries, under this root (C2SP tlog-checkpoint).</summary>
public sealed record Checkpoint(string Origin, long Size, Hash Root)
{
    /// <summary>The text that is signed.</summary>
    public string Text => $"{Origin}\n{Size}\n{Root}\n";

    public string Sign(params ReadOnlySpan<SignerKey> keys) => SignedNote.Sign(Text, keys);

    /// <summary>Reads the text of a note. Lines after the third are somebody's extension; they are left alone.</summary>
    public static bool TryParse(string text, out Checkpoint checkpoint)
    {
        checkpoint = null!;
        if (text.Split('\n', 4) is not [{ Length: > 0 } origin, var size, var root, var rest] || rest.Contains("\n\n", StringComparison.Ordinal)) return false;
        if (!long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count.ToString(CultureInfo.InvariantCulture) != size || !Hash.TryParse(root, out var hash)) return false;

        checkpoint = new(origin, count, hash);
        return true;
    }
}
