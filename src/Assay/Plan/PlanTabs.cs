namespace Assay.Plan;

internal static class PlanTabs
{
    public static IReadOnlyList<(string, string)> Links { get; } =
        [("Dates", "/plan"), ("Milestones", "/plan/milestones"), ("Cost", "/plan/cost"), ("Workload", "/plan/workload")];
}
