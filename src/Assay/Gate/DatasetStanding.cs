using Assay.Datasets;

namespace Assay.Gate;

/// <summary>How one dataset version stands in the register of datasets.</summary>
/// <param name="Reference">As provenance names it: <c>name@label</c>, or the version's digest.</param>
/// <param name="Known">Whether the register has that version.</param>
/// <param name="ApprovedBy">Who approved it, where somebody did.</param>
/// <param name="Licence">As it is recorded now; null where source or licence is missing.</param>
/// <param name="QualityPassed">Null where its quality was never checked. What failed was quarantined and is no version.</param>
public sealed record DatasetStanding(string Reference, bool Known, string? ApprovedBy, string? Licence, bool? QualityPassed)
{
    /// <returns>One for each reference, in the same order.</returns>
    internal static async Task<IReadOnlyList<DatasetStanding>> OfAsync(AssayDb db, IReadOnlyList<string> references, CancellationToken stop)
    {
        var wanted = references.Select(Parts).ToList();
        string[] digests = [.. wanted.Select(w => w.Digest).Distinct()], labels = [.. wanted.Select(w => w.Label).Distinct()], names = [.. wanted.Select(w => w.Name).Distinct()];

        var versions = from v in db.Set<DatasetVersion>()
                       join d in db.Set<Dataset>() on new { v.OrganizationId, Id = v.DatasetId } equals new { d.OrganizationId, d.Id }
                       where digests.Contains(v.Digest) || (labels.Contains(v.Label) && names.Contains(d.Name))
                       select v;
        var standings = await ReadDatasetVersions.OfAsync(db, versions, stop);

        return [.. references.Zip(wanted, (reference, w) => Of(reference, standings.FirstOrDefault(s => s.Digest == w.Digest || (s.Dataset == w.Name && s.Label == w.Label))))];
    }

    /// <summary>A licence that forbids training is named so, and therefore is none of the allowed ones.</summary>
    private static DatasetStanding Of(string reference, ReadDatasetVersions.Standing? found) => found is null
        ? new(reference, false, null, null, null)
        : new(reference, true,
            found.Approval is DatasetApproval.Approved ? $"user/{found.DecidedBy:n}" : null,
            found.Source.Length == 0 || found.Licence.Length == 0 ? null : found.TrainingUse is TrainingUse.Forbidden ? $"{found.Licence}, which forbids training" : found.Licence,
            found.QualityPassed ? true : null);

    private static (string Name, string Label, string Digest) Parts(string reference) =>
        reference.LastIndexOf('@') is > 0 and var at ? (reference[..at], reference[(at + 1)..], "") : ("", "", reference.Replace("sha256:", "", StringComparison.Ordinal).ToLowerInvariant());
}
