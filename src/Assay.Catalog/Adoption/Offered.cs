using Assay.Catalog.Conditions;
using Assay.Catalog.Content;
using Assay.Catalog.Interview;

namespace Assay.Catalog.Adoption;

/// <summary>What a company may take at all: what speaks of something that it does, and serves a criterion that it owes.</summary>
internal static class Offered
{
    public static IEnumerable<Control> Controls(CatalogLibrary catalog, Facts facts, HashSet<string> owed) =>
        catalog.Controls.Where(c => Applies(c.AppliesWhen, facts) && c.Criteria.Any(m => owed.Contains(m.Id)));

    public static IEnumerable<Policy> Policies(CatalogLibrary catalog, Facts facts, HashSet<string> owed) =>
        catalog.Policies.Where(p => Applies(p.AppliesWhen, facts) && p.Criteria.Any(m => owed.Contains(m.Id)));

    /// <summary>What is unknown may apply.</summary>
    private static bool Applies(Condition? when, Facts facts) => when is null || when.Evaluate(facts) is not Truth.No;
}
