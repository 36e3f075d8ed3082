using Assay.Catalog;
using Assay.Catalog.Content;
using Assay.Catalog.Policies;
using Assay.Scope;

namespace Assay.Library;

/// <summary>Writes a shipped text for one organisation: its name, its answers, and marks where something is still open.</summary>
public sealed class FillIn(Tenancy tenancy, CatalogLibrary catalog, CompanySheet sheets)
{
    /// <returns>Null where the item is no document.</returns>
    public async Task<FilledIn?> RunAsync(Actor actor, Frame frame, ICatalogItem item, CancellationToken stop)
    {
        if (item is not IDocument document) return null;

        // A lesson, a playbook and a sheet speak to everybody alike; what holds no placeholder needs no company.
        if (!document.Body.Contains("{{", StringComparison.Ordinal)) return new(document.Body);

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var templates = new PolicyTemplates(catalog, await sheets.OfAsync(db, frame, stop));
        return new(item is Policy policy ? templates.Body(policy) : templates.Fill(document.Body));
    }
}

/// <summary>A document as it reads for one organisation.</summary>
public sealed record FilledIn(string Text)
{
    public IReadOnlyList<Unresolved> Open { get; } = Unresolved.Of(Text);

    /// <summary>A rule whose passage the organisation's answers left out binds nobody.</summary>
    public bool Cites(PolicyRule rule) => Text.Contains($"({rule.Id})", StringComparison.Ordinal);
}
