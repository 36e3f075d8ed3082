using Assay.Models;
using Microsoft.EntityFrameworkCore;

namespace Assay.Gate;

/// <summary>A version with what the gate says of it, where it ran, and what the ledger tells of it.</summary>
public sealed class ReadVersionGate(Tenancy tenancy, JudgeVersion judge, ActorNames names)
{
    private const int _entries = 100;

    /// <param name="People">Names behind the ledger's ids.</param>
    /// <param name="Reviewers">Whoever from outside was asked about it.</param>
    /// <param name="Evidence">What was filed about it, by the catalog's type.</param>
    public sealed record Result(
        GateReport Report, IReadOnlyList<Deployment> Deployments, IReadOnlyList<LedgerEntry> History, IReadOnlyDictionary<string, string> People,
        IReadOnlyList<OutsideReviewer> Reviewers, IReadOnlyList<(string Type, Guid Id)> Evidence)
    {
        public Deployment? Live => Deployments.FirstOrDefault(d => d.EndedAt is null);

        public string NameOf(Guid user) => People.GetValueOrDefault($"user/{user:n}", People.GetValueOrDefault(OutsideReviewer.LedgerIdOf(user), $"user/{user:n}"));
    }

    /// <returns>Null where there is no such version.</returns>
    public async Task<Result?> RunAsync(OrganizationId organization, Guid model, int number, CancellationToken stop)
    {
        if (await judge.RunAsync(organization, model, number, GateOptions.Production, stop) is not { } report) return null;

        await using var db = await tenancy.OpenAsync(organization, stop);
        var subject = report.Candidate.Version.Subject;
        var filed = await db.Set<GateEvidence>().AsNoTracking().Where(f => f.Subject == subject).Select(f => new { f.TypeId, f.EvidenceId }).Distinct().ToListAsync(stop);
        return new(
            report,
            await db.Set<Deployment>().AsNoTracking().Where(d => d.ModelId == model && d.Number == number).OrderByDescending(d => d.StartedAt).ToListAsync(stop),
            await db.Set<LedgerEntry>().AsNoTracking().Where(e => e.Subject == subject).OrderByDescending(e => e.EntryId).Take(_entries).ToListAsync(stop),
            await names.OfAsync(organization, stop),
            await db.Set<OutsideReviewer>().AsNoTracking().Where(r => r.ModelId == model && r.Number == number).OrderBy(r => r.NamedAt).ToListAsync(stop),
            [.. filed.OrderBy(f => f.TypeId, StringComparer.Ordinal).Select(f => (f.TypeId, f.EvidenceId))]);
    }
}
