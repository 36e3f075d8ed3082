namespace Assay.Library;

internal static class LibraryTabs
{
    public static IReadOnlyList<(string Title, string Href)> Links { get; } =
        [("Browse and search", "/library"), ("Coverage", "/library/coverage"), ("AI concerns", "/library/ai-concerns")];
}
