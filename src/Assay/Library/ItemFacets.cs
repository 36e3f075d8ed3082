using Assay.Catalog;
using Assay.Catalog.Content;

namespace Assay.Library;

/// <summary>By what an item can be found: its criteria, and so its categories; where in the life of a model it matters; other frameworks.</summary>
internal sealed class ItemFacets(CatalogLibrary catalog)
{
    private readonly ILookup<string, string> _criteriaByEvidence = catalog.Criteria
        .SelectMany(c => c.Evidence.Select(e => (Evidence: e, c.Id))).ToLookup(pair => pair.Evidence, pair => pair.Id);

    public LibraryEntry Of(string kind, ICatalogItem item)
    {
        var controls = item.Links.Where(l => l.Kind == ItemKind.Controls)
            .Select(l => catalog.Controls.TryGet(l.Id, out var control) ? control : null).OfType<Control>().Distinct().ToList();

        // Evidence serves the criteria that ask for it as well; what names no criterion itself serves those of its controls.
        var criteria = item.CriteriaIds.Concat(item is EvidenceType ? _criteriaByEvidence[item.Id] : []).Distinct().ToList();
        if (criteria is []) criteria = [.. controls.SelectMany(c => c.Criteria).Select(m => m.Id).Distinct()];

        return new(kind, item, criteria, [.. criteria.Select(id => catalog.Criteria[id].Category).Distinct()], [.. Stages(item, controls).Distinct().Order()], [.. Frameworks(item)]);
    }

    /// <summary>Only what is about machine learning has a stage; where an item does not say, its controls do.</summary>
    private static IEnumerable<Stage> Stages(ICatalogItem item, IReadOnlyList<Control> controls) => item switch
    {
        Concern concern => [concern.Stage],
        Vendor or VendorCategory => [Stage.Vendors],
        Control control => StageOf(control),
        { Ml: true } => controls.Where(c => c.Ml).SelectMany(StageOf),
        _ => [],
    };

    private static IEnumerable<Stage> StageOf(Control control) => control.Domain switch
    {
        "vendors" => [Stage.Vendors],
        _ when !control.Ml => [],
        "datasets" or "privacy" or "confidentiality" => [Stage.Data],
        "pipelines" or "models" or "fairness" => [Stage.Training],
        "inference" or "monitoring" or "continuity" or "incidents" => [Stage.Inference],
        _ => [],
    };

    private static IEnumerable<string> Frameworks(ICatalogItem item) => item switch
    {
        Control control => control.Crosswalk.Select(c => c.Framework).Distinct(),
        Risk risk => [.. risk.Atlas is [] ? Array.Empty<string>() : ["mitre_atlas"], .. risk.Owasp is [] ? Array.Empty<string>() : ["owasp_llm"]],
        _ => [],
    };
}
