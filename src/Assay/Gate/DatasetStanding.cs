using System.Text.Json;
using Assay.Datasets;
using Microsoft.EntityFrameworkCore;

namespace Assay.Gate;

/// <summary>How one dataset version stands in the register of datasets.</summary>
/// <param name="Reference">As provenance names it: <c>name@label</c>.</param>
/// <param name="Known">Whether the register has that version.</param>
/// <param name="ApprovedBy">Who approved it, where somebody did.</param>
/// <param name="Licence">As it was recorded when the version came in; null where none was.</param>
/// <param name="QualityPassed">Null where its quality was never checked.</param>
public sealed record DatasetStanding(string Reference, bool Known, string? ApprovedBy, string? Licence, bool? QualityPassed)
{
    /// <returns>One for each reference, in the same order.</returns>
    internal static async Task<IReadOnlyList<DatasetStanding>> OfAsync(AssayDb db, IReadOnlyList<string> references, CancellationToken stop)
    {
        var names = references.Select(r => r.Split('@')[0]).Distinct().ToArray();
        var found = await (
            from version in db.Set<DatasetVersion>().AsNoTracking()
            join dataset in db.Set<Dataset>() on new { version.OrganizationId, Id = version.DatasetId } equals new { dataset.OrganizationId, dataset.Id }
            join decision in db.Set<DatasetDecision>() on new { version.OrganizationId, VersionId = version.Id } equals new { decision.OrganizationId, decision.VersionId } into decisions
            from decision in decisions.DefaultIfEmpty()
            where names.Contains(dataset.Name)
            select new { dataset.Name, version.Label, version.Licence, version.Quality, Approver = decision != null && decision.Decision == DatasetApproval.Approved ? (Guid?)decision.DecidedBy : null }).ToListAsync(stop);

        var byReference = found.ToDictionary(v => $"{v.Name}@{v.Label}");
        return [.. references.Select(r => byReference.TryGetValue(r, out var v)
            ? new DatasetStanding(r, true, v.Approver is { } id ? $"user/{id:n}" : null, v.Licence is "" ? null : v.Licence, v.Quality is null ? null : JsonElement.Parse(v.Quality).Flag("passed"))
            : new(r, false, null, null, null))];
    }
}
