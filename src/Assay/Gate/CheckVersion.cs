using Assay.Models;

namespace Assay.Gate;

/// <summary>Asks the gate on behalf of a CI job and keeps what it answered: that a build was let through, or stopped, is evidence.</summary>
public sealed class CheckVersion(Tenancy tenancy, JudgeVersion judge)
{
    /// <returns>Null where there is no such version.</returns>
    public async Task<GateReport?> RunAsync(Actor actor, string name, int number, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.VersionAsync(name, number, stop) is not { } version) return null;

        var report = await judge.OfAsync(db, version, GateOptions.Production, stop);
        db.Record(actor, "model.gate_checked", version.Subject, report.ForLedger());
        await db.CommitAsync(stop);
        return report;
    }
}
