using Assay.Models;
using Microsoft.EntityFrameworkCore;

namespace Assay.Gate;

/// <summary>A version with what the gate says of it, where it ran, and what the ledger tells of it.</summary>
public sealed class ReadVersionGate(Tenancy tenancy, JudgeVersion judge, ActorNames names)
{
    private const int _entries = 100;

    /// <param name="People">Names behind the ledger's ids.</param>
    public sealed record Result(GateReport Report, IReadOnlyList<Deployment> Deployments, IReadOnlyList<LedgerEntry> History, IReadOnlyDictionary<string, string> People)
    {
        public Deployment? Live => Deployments.FirstOrDefault(d => d.EndedAt is null);

        public string NameOf(Guid user) => People.GetValueOrDefault($"user/{user:n}", $"user/{user:n}");
    }

    /// <returns>Null where there is no such version.</returns>
    public async Task<Result?> RunAsync(OrganizationId organization, Guid model, int number, CancellationToken stop)
    {
        if (await judge.RunAsync(organization, model, number, GateOptions.Production, stop) is not { } report) return null;

        await using var db = await tenancy.OpenAsync(organization, stop);
        var subject = report.Candidate.Version.Subject;
        return new(
            report,
            await db.Set<Deployment>().AsNoTracking().Where(d => d.ModelId == model && d.Number == number).OrderByDescending(d => d.StartedAt).ToListAsync(stop),
            await db.Set<LedgerEntry>().AsNoTracking().Where(e => e.Subject == subject).OrderByDescending(e => e.EntryId).Take(_entries).ToListAsync(stop),
            await names.OfAsync(organization, stop));
    }
}
