using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;

namespace Assay.Datasets;

/// <summary>Tells the trail of a dataset that somebody read, changed or exported it where it lies.</summary>
public sealed class RecordDatasetAccess(Tenancy tenancy)
{
    public sealed record Request
    {
        [Required, RegularExpression("^(read|changed|exported)$", ErrorMessage = "Say read, changed or exported.")]
        public string Kind { get; init; } = "";

        /// <summary>An opaque id of whoever did it, where it was not the caller: never a name, because the ledger outlives them.</summary>
        [RegularExpression("^[0-9A-Za-z_./:-]{1,120}$", ErrorMessage = "An opaque id of letters, digits and _ . / : - only.")]
        public string? By { get; init; }

        [Range(0, long.MaxValue)]
        public long? Rows { get; init; }
    }

    /// <returns>Whether there is such a dataset.</returns>
    public async Task<bool> RunAsync(Actor actor, Guid datasetId, Request request, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (!await db.Set<Dataset>().AnyAsync(d => d.Id == datasetId, stop)) return false;

        db.Record(actor, $"dataset.data_{request.Kind}", Dataset.SubjectOf(datasetId), new { by = request.By, rows = request.Rows });
        await db.CommitAsync(stop);
        return true;
    }
}
