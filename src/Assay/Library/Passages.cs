namespace Assay.Library;

/// <summary>A text in pieces of a few sentences, of which a search shows the one that fits best.</summary>
internal static class Passages
{
    public const int Length = 320;

    public static IEnumerable<string> Of(string text)
    {
        for (var from = 0; from < text.Length;)
        {
            var until = End(text, from);
            if (text[from..until].Trim() is { Length: > 0 } passage) yield return passage;
            from = until;
        }
    }

    /// <summary>After the last sentence that fits, else after the last word, else in its middle.</summary>
    private static int End(string text, int from)
    {
        if (text.Length - from <= Length) return text.Length;

        var piece = text.AsSpan(from, Length);
        var sentence = piece.LastIndexOf(". ");
        if (sentence > Length / 3) return from + sentence + 1;

        return piece.LastIndexOf(' ') is > 0 and var word ? from + word : from + Length;
    }
}
