namespace Assay.Models;

/// <summary>Tells where an artifact lies. Whoever asks is about to fetch weights, so the ledger keeps that they asked.</summary>
public sealed class LocateArtifact(Tenancy tenancy)
{
    /// <returns>Null where there is no such version.</returns>
    public async Task<string?> RunAsync(Actor actor, string name, int number, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.VersionAsync(name, number, stop) is not { } version) return null;

        db.Record(actor, "model.artifact_located", version.Subject, new { model = name, version = number });
        await db.CommitAsync(stop);
        return version.Source;
    }
}
