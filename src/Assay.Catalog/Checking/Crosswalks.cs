using Assay.Catalog.Source;

namespace Assay.Catalog.Checking;

/// <summary>A reference to another framework names a clause that exists there.</summary>
internal static class Crosswalks
{
    public static IEnumerable<Fault> Check(CatalogLibrary catalog, CatalogSource source)
    {
        var known = catalog.CrosswalkFrameworks.Value.ToDictionary(f => f.Id, f => f.All.ToHashSet());

        return
        [
            .. from control in catalog.Controls
               from row in control.Crosswalk
               where !known.TryGetValue(row.Framework, out var ids) || !ids.Contains(row.Id)
               select source.At("controls", control.Id, $"{control.Id}.crosswalk", $"'{row.Framework} {row.Id}' does not exist."),
            .. from risk in catalog.Risks
               from id in risk.Atlas.Except(known["mitre_atlas"]).Concat(risk.Owasp.Except(known["owasp_llm"]))
               select source.At("risks", risk.Id, risk.Id, $"'{id}' does not exist."),
        ];
    }
}
