using Assay.Catalog.Conditions;
using Assay.Catalog.Content;
using Assay.Catalog.Source;

namespace Assay.Catalog.Checking;

/// <summary>Whatever names an item names one that exists, and is named by it where both sides list each other.</summary>
internal static class References
{
    /// <summary>Kinds that list the controls they serve as the controls list them. A policy may lean on more controls than lean on it; a check names its control alone.</summary>
    private static readonly string[] _mutual = [ItemKind.Risks, ItemKind.Evidence];

    public static IEnumerable<Fault> Check(CatalogLibrary catalog, CatalogSource source)
    {
        var facts = catalog.Questions.Value.Select(q => q.Id).Concat(catalog.Flags.Value.Select(f => f.Id)).ToHashSet();
        var items = catalog.Shelves.SelectMany(shelf => shelf.Items.Select(item => (shelf.Kind, Item: item))).ToList();
        var known = items.Select(i => (i.Kind, i.Item.Id)).ToHashSet();
        var said = items.SelectMany(i => i.Item.Links.Select(link => (i.Kind, i.Item.Id, To: link.Kind, ToId: link.Id))).ToHashSet();

        return
        [
            .. from i in items
               from link in i.Item.Links.DistinctBy(l => (l.Kind, l.Id, l.Place))
               where !known.Contains((link.Kind, link.Id))
               select source.At(i.Kind, i.Item.Id, $"{i.Item.Id}.{link.Place}", $"'{link.Id}' does not exist among {link.Kind}."),
            .. from s in said
               where s.Kind == ItemKind.Controls && _mutual.Contains(s.To) || s.To == ItemKind.Controls && _mutual.Contains(s.Kind)
               where known.Contains((s.To, s.ToId)) && !said.Contains((s.To, s.ToId, s.Kind, s.Id))
               select source.At(s.To, s.ToId, $"{s.ToId}.{s.Kind}", $"{s.Id} names it, and is not named in turn."),
            .. catalog.Criteria.SelectMany(c => Names(source, facts, ItemKind.Criteria, c.Id, "not_applicable_when", c.NotApplicableWhen?.Condition)),
            .. catalog.Controls.SelectMany(c => Names(source, facts, ItemKind.Controls, c.Id, "applies_when", c.AppliesWhen)),
            .. catalog.Risks.SelectMany(r => Names(source, facts, ItemKind.Risks, r.Id, "propose_when", r.ProposeWhen)),
            .. catalog.Policies.SelectMany(p => Names(source, facts, ItemKind.Policies, p.Id, "applies_when", p.AppliesWhen)),
        ];
    }

    internal static IEnumerable<Fault> Names(
        CatalogSource source, HashSet<string> facts, string kind, string id, string place, Condition? condition) =>
        from name in condition?.Names.Distinct() ?? []
        where !facts.Contains(name)
        select source.At(kind, id, $"{id}.{place}", $"'{name}' is neither a fact nor a flag.");
}
