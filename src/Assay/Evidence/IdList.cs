namespace Assay.Evidence;

/// <summary>Ids as people type them: with commas or spaces between, in any case.</summary>
internal static class IdList
{
    public static IReadOnlyList<string> Of(string? text) =>
        [.. (text ?? "").Split([',', ';', ' ', '\t', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(id => id.ToUpperInvariant()).Distinct()];
}
