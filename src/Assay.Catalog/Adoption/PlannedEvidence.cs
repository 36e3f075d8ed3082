using Assay.Catalog.Content;

namespace Assay.Catalog.Adoption;

/// <summary>A record that an adopted control leaves, how often it is collected and how.</summary>
public sealed record PlannedEvidence(Control Control, EvidenceType Type)
{
    public static IReadOnlyList<PlannedEvidence> Of(CatalogLibrary catalog, IReadOnlyList<Control> controls) =>
    [
        .. from control in controls
           from id in control.Evidence.Distinct()
           where catalog.Evidence.TryGet(id, out _)
           select new PlannedEvidence(control, catalog.Evidence[id]),
    ];
}
