using Assay.Catalog;
using Assay.Catalog.Content;
using Assay.Catalog.Gaps;
using Assay.Catalog.Policies;
using Microsoft.EntityFrameworkCore;

namespace Assay.Policies;

/// <summary>All policies of the company, and those that it is recommended and does not have.</summary>
public sealed class ReadPolicies(Tenancy tenancy, CatalogLibrary catalog, CompanyTemplates templates)
{
    /// <param name="Own">The company's policy; null where it has none of this title.</param>
    /// <param name="Open">Placeholders that nobody filled in.</param>
    public sealed record Line(Policy Policy, CompanyPolicy? Own, int Open);

    public sealed record Result(IReadOnlyList<Line> Lines, IReadOnlyList<string> Recommended)
    {
        public IReadOnlyList<Line> Own => [.. Lines.Where(l => l.Own is not null)];

        /// <summary>Recommended, and not drafted yet.</summary>
        public IReadOnlyList<string> Missing => [.. Recommended.Except(Own.Select(l => l.Policy.Id))];
    }

    public async Task<Result> RunAsync(Actor actor, Frame frame, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var own = await db.Set<CompanyPolicy>().AsNoTracking().ToDictionaryAsync(p => p.PolicyId, stop);
        var open = await OpenAsync(db, stop);
        var sheet = (await templates.OfAsync(db, frame, stop)).Sheet;

        return new(
            [.. catalog.Policies.Select(p => new Line(p, own.GetValueOrDefault(p.Id), open.GetValueOrDefault(p.Id)))],
            [.. PolicySet.Recommended(catalog, GapAnalysis.Run(catalog, sheet)).Select(p => p.Id)]);
    }

    /// <summary>Only texts that hold a mark are fetched: most hold none.</summary>
    private static async Task<Dictionary<string, int>> OpenAsync(AssayDb db, CancellationToken stop)
    {
        var marked = await (
            from version in db.Set<PolicyVersion>().AsNoTracking()
            join policy in db.Set<CompanyPolicy>() on new { version.OrganizationId, version.PolicyId, version.Number } equals new { policy.OrganizationId, policy.PolicyId, Number = policy.Latest }
            where version.Text.Contains("[[")
            select version).ToListAsync(stop);

        return marked.ToDictionary(v => v.PolicyId, v => v.Open.Count);
    }
}
