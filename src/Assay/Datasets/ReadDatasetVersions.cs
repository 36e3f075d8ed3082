using Microsoft.EntityFrameworkCore;

namespace Assay.Datasets;

/// <summary>How versions of datasets stand, for whoever must know before using them: the model gate asks here.</summary>
public sealed class ReadDatasetVersions(Tenancy tenancy)
{
    /// <param name="Licence">As recorded now, which a gate must go by.</param>
    public sealed record Standing(
        Guid Id, Guid DatasetId, string Dataset, int Number, string Label, string Digest, string Source, string Licence, TrainingUse TrainingUse,
        Classification Classification, PersonalData PersonalData, string Customers, DatasetApproval Approval, Guid? DecidedBy, bool Flagged, bool QualityPassed, IReadOnlyList<string> Gaps);

    /// <returns>Those that there are; an id that is missing from the answer is not known here.</returns>
    public async Task<IReadOnlyList<Standing>> RunAsync(Actor actor, IReadOnlyCollection<Guid> ids, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        return await OfAsync(db, db.Set<DatasetVersion>().Where(v => ids.Contains(v.Id)), stop);
    }

    /// <summary>The same by digest, which is all that a training job may know.</summary>
    public async Task<IReadOnlyList<Standing>> OfDigestsAsync(Actor actor, IReadOnlyCollection<string> digests, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        return await OfAsync(db, db.Set<DatasetVersion>().Where(v => digests.Contains(v.Digest)), stop);
    }

    /// <summary>The same within a transaction that is open already.</summary>
    public static async Task<IReadOnlyList<Standing>> OfAsync(AssayDb db, IQueryable<DatasetVersion> versions, CancellationToken stop)
    {
        var found = await versions.AsNoTracking()
            .Join(db.Set<Dataset>().AsNoTracking(), v => new { v.OrganizationId, Id = v.DatasetId }, d => new { d.OrganizationId, d.Id }, (Version, Dataset) => new { Version, Dataset })
            .Take(1000).ToListAsync(stop);
        var ids = found.Select(f => f.Version.Id).ToList();
        var decisions = await db.Set<DatasetDecision>().AsNoTracking().Where(d => ids.Contains(d.VersionId)).ToDictionaryAsync(d => d.VersionId, stop);

        return [.. from f in found
                   let v = f.Version
                   let d = f.Dataset
                   let decision = decisions.GetValueOrDefault(v.Id)
                   orderby d.Name, v.Number
                   select new Standing(v.Id, d.Id, d.Name, v.Number, v.Label, v.Digest, d.Source, d.Licence, d.TrainingUse, d.Classification, d.PersonalData, d.Customers,
                       decision?.Decision ?? DatasetApproval.Waiting, decision?.DecidedBy, v.Flagged, v.Quality is not null, d.Gaps)];
    }
}
