using Assay.Gate;
using Microsoft.EntityFrameworkCore;

namespace Assay.Datasets;

/// <summary>Tells the gate how the dataset versions stand that a model learned from: named as <c>name@label</c>, or by their digest.</summary>
internal sealed class GateStandings : IDatasetStandings
{
    public async Task<IReadOnlyList<DatasetStanding>> OfAsync(AssayDb db, IReadOnlyList<string> references, CancellationToken stop)
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
