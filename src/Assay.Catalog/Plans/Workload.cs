using Assay.Catalog.Content;
using Assay.Catalog.Gaps;

namespace Assay.Catalog.Plans;

/// <summary>What people have to do in a year because of the proposed controls.</summary>
public sealed record Workload(int Controls, int TasksPerYear, decimal HoursPerYear)
{
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
