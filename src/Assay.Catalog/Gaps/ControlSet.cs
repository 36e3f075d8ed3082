using Assay.Catalog.Content;
using Assay.Catalog.Interview;

namespace Assay.Catalog.Gaps;

/// <summary>
/// The controls that a company is proposed to run. Every control is one more thing an auditor can find not done, so a
/// small company gets the smallest set that covers its criteria; the rest is opt-in (rules §8).
/// </summary>
public static class ControlSet
{
    /// <summary>Below this headcount the set is the smallest one.</summary>
    public const int SmallBelow = 50;

    public static IReadOnlyList<ControlStanding> For(
        IReadOnlyList<CriterionStanding> criteria, IEnumerable<ControlStanding> controls, Facts facts)
    {
        var owed = criteria.Where(c => c.IsOwed).Select(c => c.Criterion).ToList();
        var ids = owed.Select(c => c.Id).ToHashSet();
        var keys = owed.SelectMany(c => c.KeyControls).ToHashSet();
        var small = facts.Number("headcount") is < SmallBelow;

        return [.. controls
            .Where(c => c.State.Applies)
            .Where(c => keys.Contains(c.Control.Id) || c.Control.Criteria.Any(m => ids.Contains(m.Id)) && (!small || c.Control.SmallCompany is SmallCompany.Core))
            .OrderBy(c => c.Control.Id, StringComparer.Ordinal)];
    }
}
