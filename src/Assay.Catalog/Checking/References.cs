using Assay.Catalog.Conditions;
using Assay.Catalog.Content;
using Assay.Catalog.Source;

namespace Assay.Catalog.Checking;

/// <summary>Whatever names an item names one that exists.</summary>
internal static class References
{
    public static IEnumerable<Fault> Check(CatalogLibrary catalog, CatalogSource source)
    {
        var facts = catalog.Questions.Value.Select(q => q.Id).Concat(catalog.Flags.Value.Select(f => f.Id)).ToHashSet();

        return
        [
            .. from c in catalog.Criteria
               from fault in Absent(source, "criteria", c.Id, "key_controls", c.KeyControls, catalog.Controls)
                   .Concat(c.Points.SelectMany(p => Absent(source, "criteria", c.Id, $"points[{p.Id}].addressed_by", p.AddressedBy, catalog.Controls)))
                   .Concat(Names(source, facts, "criteria", c.Id, "not_applicable_when", c.NotApplicableWhen?.Condition))
               select fault,
            .. from c in catalog.Controls
               from fault in Absent(source, "controls", c.Id, "criteria", c.Criteria.Select(m => m.Id), catalog.Criteria)
                   .Concat(Absent(source, "controls", c.Id, "risks", c.Risks, catalog.Risks))
                   .Concat(Absent(source, "controls", c.Id, "policies", c.Policies, catalog.Policies))
                   .Concat(Names(source, facts, "controls", c.Id, "applies_when", c.AppliesWhen))
               select fault,
            .. from r in catalog.Risks
               from fault in Absent(source, "risks", r.Id, "controls", r.Controls, catalog.Controls)
                   .Concat(Absent(source, "risks", r.Id, "criteria", r.Criteria, catalog.Criteria))
                   .Concat(Names(source, facts, "risks", r.Id, "propose_when", r.ProposeWhen))
               select fault,
            .. from p in catalog.Policies
               from fault in Absent(source, "policies", p.Id, "criteria", p.CriteriaIds(), catalog.Criteria)
                   .Concat(Absent(source, "policies", p.Id, "controls", p.Controls, catalog.Controls))
                   .Concat(Absent(source, "policies", p.Id, "rules", p.Rules.Select(r => r.Control), catalog.Controls))
                   .Concat(Names(source, facts, "policies", p.Id, "applies_when", p.AppliesWhen))
               select fault,
        ];
    }

    internal static IEnumerable<string> CriteriaIds(this ICatalogItem item) => item.CriteriaIds;

    private static IEnumerable<Fault> Absent<T>(
        CatalogSource source, string kind, string id, string place, IEnumerable<string> named, Items<T> known) where T : ICatalogItem =>
        from name in named.Distinct()
        where !known.TryGet(name, out _)
        select source.At(kind, id, $"{id}.{place}", $"'{name}' does not exist.");

    internal static IEnumerable<Fault> Names(
        CatalogSource source, HashSet<string> facts, string kind, string id, string place, Condition? condition) =>
        from name in condition?.Names.Distinct() ?? []
        where !facts.Contains(name)
        select source.At(kind, id, $"{id}.{place}", $"'{name}' is neither a fact nor a flag.");
}
