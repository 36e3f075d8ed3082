using Assay.Components;
using Assay.Models;
using Microsoft.EntityFrameworkCore;

namespace Assay.Gate;

/// <summary>Asks every rule about a version. It decides nothing and changes nothing.</summary>
public sealed class JudgeVersion(Tenancy tenancy, IdentityDb identity)
{
    /// <returns>Null where there is no such version.</returns>
    public async Task<GateReport?> RunAsync(OrganizationId organization, string name, int number, string environment, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        return await db.Set<ModelVersion>().AsNoTracking().FirstOrDefaultAsync(v => v.Name == name && v.Number == number && v.DeletedAt == null, stop) is { } version
            ? await OfAsync(db, version, environment, stop)
            : null;
    }

    public async Task<GateReport?> RunAsync(OrganizationId organization, Guid model, int number, string environment, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        return await db.Set<ModelVersion>().AsNoTracking().FirstOrDefaultAsync(v => v.ModelId == model && v.Number == number && v.DeletedAt == null, stop) is { } version
            ? await OfAsync(db, version, environment, stop)
            : null;
    }

    /// <summary>Within the transaction that acts on it, so that what was judged is what is promoted.</summary>
    internal async Task<GateReport> OfAsync(AssayDb db, ModelVersion version, string environment, CancellationToken stop)
    {
        var candidate = await ReadVersion.OfAsync(db, version, stop);
        var (rules, revision) = await RulesInForce.ReadAsync(db, version.ModelId, environment, stop);
        var grants = await GateGrants.ReadAsync(identity, db.Organization, db.Clock.GetUtcNow(), stop);
        var approvals = await db.Set<VersionApproval>().AsNoTracking()
            .Where(a => a.ModelId == version.ModelId && a.Number == version.Number && a.Environment == environment).OrderBy(a => a.Kind).ToListAsync(stop);

        var input = new GateInput(
            candidate, await ProductionAsync(db, version, environment, stop), environment,
            candidate.Provenance is { Datasets: [_, ..] named } ? await DatasetStanding.OfAsync(db, named, stop) : [],
            approvals, grants.EligibleBesides(version.Author),
            await db.Set<OutsideReviewer>().AnyAsync(r => r.ModelId == version.ModelId && r.Number == version.Number && (r.EndedAt == null || r.Approved == true), stop),
            await ReadComponents.OfAsync(db, candidate, stop));

        return new(candidate, environment, rules, revision, [.. rules.Rules.Select(r => r.Rule.Of(input, r.Settings))], grants, approvals);
    }

    private static async Task<ReadVersion.Result?> ProductionAsync(AssayDb db, ModelVersion version, string environment, CancellationToken stop)
    {
        var live = await db.Set<Deployment>().AsNoTracking()
            .Where(d => d.ModelId == version.ModelId && d.Environment == environment && d.EndedAt == null && d.Number != version.Number)
            .OrderByDescending(d => d.StartedAt).Select(d => (int?)d.Number).FirstOrDefaultAsync(stop);

        return live is { } number
            ? await ReadVersion.OfAsync(db, await db.Set<ModelVersion>().AsNoTracking().SingleAsync(v => v.ModelId == version.ModelId && v.Number == number, stop), stop)
            : null;
    }
}
