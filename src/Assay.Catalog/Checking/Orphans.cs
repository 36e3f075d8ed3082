using Assay.Catalog.Source;

namespace Assay.Catalog.Checking;

/// <summary>Nothing stands alone: each item is reached from a control, and each risk and control from both sides.</summary>
internal static class Orphans
{
    public static IEnumerable<Fault> Check(CatalogLibrary catalog, CatalogSource source)
    {
        var policies = catalog.Controls.SelectMany(c => c.Policies).ToHashSet();
        var risks = catalog.Controls.SelectMany(c => c.Risks).ToHashSet();

        return
        [
            .. from p in catalog.Policies where !policies.Contains(p.Id) && p.Controls.Count == 0 select source.At("policies", p.Id, p.Id, "no control leads to it."),
            .. from r in catalog.Risks where !risks.Contains(r.Id) select source.At("risks", r.Id, r.Id, "no control answers it."),
            .. from f in catalog.Flags.Value where !Used(catalog, f.Id) select source.At("flags", f.Id, f.Id, "nothing uses it."),
        ];
    }

    private static bool Used(CatalogLibrary catalog, string flag) =>
        catalog.Questions.Value.Any(q => q.AskWhen?.Names.Contains(flag) is true || q.Follows.Any(f => f.When.Names.Contains(flag)))
        || catalog.Controls.Any(c => c.AppliesWhen?.Names.Contains(flag) is true || c.Narrative.Contains(flag, StringComparison.Ordinal))
        || catalog.Flags.Value.Any(f => f.When.Names.Contains(flag))
        || catalog.Contradictions.Value.Any(c => c.When.Names.Contains(flag))
        || catalog.Frameworks.Value.Any(f => f.When.Names.Contains(flag))
        || catalog.ScopeRules.Value.Any(r => r.When?.Names.Contains(flag) is true)
        || catalog.Policies.Any(p => p.AppliesWhen?.Names.Contains(flag) is true || p.Body.Contains(flag, StringComparison.Ordinal));
}
