namespace Assay.Ledger;

/// <summary>The file of public keys: the first key on a line, then the notes by which each names the next.</summary>
public static class LogKeysFile
{
    public static string Write(VerifierKey first, IEnumerable<string> successions) => $"{first}\n{string.Concat(successions.Select(note => $"\n{note}"))}";

    /// <returns>Every key that ever signed, the present one last; null where a link of the chain does not hold.</returns>
    public static IReadOnlyList<VerifierKey>? Read(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        if (end < 0 || !VerifierKey.TryParse(text[..end], out var first)) return null;

        return KeySuccession.Chain(first.Name, first, Notes(text[(end + 1)..])) is { } chain && Write(first, Notes(text[(end + 1)..])) == text ? chain : null;
    }

    /// <summary>A note is a text, an empty line and its signatures; an empty line before it.</summary>
    private static IEnumerable<string> Notes(string text)
    {
        var lines = text.TrimStart('\n');

        while (lines.Length > 0)
        {
            var signatures = lines.IndexOf("\n\n", StringComparison.Ordinal);
            var end = signatures < 0 ? -1 : lines.IndexOf("\n\n", signatures + 2, StringComparison.Ordinal);
            yield return end < 0 ? lines : lines[..(end + 1)];
            lines = end < 0 ? "" : lines[(end + 2)..];
        }
    }
}
