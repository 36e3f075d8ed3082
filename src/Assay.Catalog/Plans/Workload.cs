using Assay.Catalog.Content;
using Assay.Catalog.Gaps;

namespace Assay.Catalog.Plans;

/// <summary>What one control asks of people in a year.</summary>
/// <param name="Times">How often somebody has to act; 0 where a machine does.</param>
public sealed record WorkloadLine(Control Control, int Times, decimal Hours);

/// <summary>What people have to do in a year because of the proposed controls.</summary>
public sealed record Workload(int Controls, int TasksPerYear, decimal HoursPerYear)
{
    /// <summary>The list behind the numbers, the most hours first.</summary>
    public static IReadOnlyList<WorkloadLine> Lines(IReadOnlyList<ControlStanding> controls) =>
    [
        .. controls.Select(c => new WorkloadLine(c.Control, c.Control.Mode is Mode.Automated ? 0 : PerYear(c.Control.Frequency), c.Control.HoursPerYear))
            .OrderByDescending(l => l.Hours).ThenBy(l => l.Control.Id, StringComparer.Ordinal),
    ];

    public static Workload Of(IReadOnlyList<ControlStanding> controls) => new(
        controls.Count,
        controls.Where(c => c.Control.Mode is not Mode.Automated).Sum(c => PerYear(c.Control.Frequency)),
        controls.Sum(c => c.Control.HoursPerYear));

    /// <summary>Scheduled human occurrences a year; what happens on a change or an event is not scheduled and counts once, for its review.</summary>
    public static int PerYear(Frequency frequency) => frequency switch
    {
        Frequency.Weekly => 52,
        Frequency.Monthly => 12,
        Frequency.Quarterly => 4,
        Frequency.HalfYearly => 2,
        _ => 1,
    };
}
