using Assay.Catalog.Conditions;
using Assay.Catalog.Content;
using Assay.Catalog.Gaps;
using Assay.Catalog.Interview;

namespace Assay.Catalog.Policies;

/// <summary>
/// Which documents a company is recommended: the core ones always, those of the first two waves too once it is not small.
/// What covers no selected criterion, or speaks of what the company does not do, is left out.
/// </summary>
public static class PolicySet
{
    public static IReadOnlyList<Policy> Recommended(CatalogLibrary catalog, GapReport report)
    {
        var facts = new Facts(catalog, report.Sheet);
        var small = facts.Number("headcount") is < ControlSet.SmallBelow;
        var owed = report.Owed.Select(c => c.Criterion.Id).ToHashSet();

        return [.. catalog.Policies
            .Where(p => p.AppliesWhen is null || p.AppliesWhen.Evaluate(facts) is not Truth.No)
            .Where(p => p.Criteria.Any(m => owed.Contains(m.Id)))
            .Where(p => p.Recommended is Content.Recommended.Core || !small && p.Recommended is Content.Recommended.Wave)];
    }
}
