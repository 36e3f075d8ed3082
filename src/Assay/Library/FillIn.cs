using Assay.Catalog.Content;
using Assay.Catalog.Policies;
using Assay.Policies;
using Microsoft.EntityFrameworkCore;

namespace Assay.Library;

/// <summary>Writes a shipped text for one organisation: its name, its answers and profile, and marks where something is still open.</summary>
public sealed class FillIn(Tenancy tenancy, CompanyTemplates company)
{
    /// <returns>Null where the item is no document.</returns>
    public async Task<FilledIn?> RunAsync(Actor actor, Frame frame, ICatalogItem item, CancellationToken stop)
    {
        if (item is not IDocument document) return null;

        // A lesson, a playbook and a sheet speak to everybody alike; what holds no placeholder needs no company.
        if (item is not Policy && !document.Body.Contains("{{", StringComparison.Ordinal)) return new(document.Body);

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var templates = (await company.OfAsync(db, frame, stop)).Templates;

        return item is Policy policy
            ? new(templates.Body(policy)) { IsAdopted = await db.Set<CompanyPolicy>().AnyAsync(p => p.PolicyId == policy.Id, stop) }
            : new(templates.Fill(document.Body));
    }
}

/// <summary>A document as it reads for one organisation.</summary>
public sealed record FilledIn(string Text)
{
    public IReadOnlyList<Unresolved> Open { get; } = Unresolved.Of(Text);

    /// <summary>The organisation has a policy of its own that came from it.</summary>
    public bool IsAdopted { get; init; }

    /// <summary>A rule whose passage the organisation's answers left out binds nobody.</summary>
    public bool Cites(PolicyRule rule) => Text.Contains($"({rule.Id})", StringComparison.Ordinal);
}
