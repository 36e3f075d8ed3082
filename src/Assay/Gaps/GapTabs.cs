namespace Assay.Gaps;

internal static class GapTabs
{
    public static IReadOnlyList<(string, string)> Links { get; } =
        [("Criteria", "/gaps"), ("Tasks", "/gaps/tasks"), ("Weights", "/gaps/weights"), ("Kept runs", "/gaps/runs"), ("Export", "/gaps/export")];
}
