using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;

namespace Assay.Datasets;

/// <summary>Lets a training or fine-tuning run begin, if every dataset version that it names was approved and may be learned from. A refusal is logged.</summary>
public sealed class RegisterTrainingRun(Tenancy tenancy)
{
    public sealed record Request
    {
        [Required(ErrorMessage = "Name the run."), StringLength(200)]
        public string Name { get; init; } = "";

        [StringLength(100)]
        public string? CodeCommit { get; init; }

        /// <summary>Each as <c>name@label</c>, or the version's SHA-256.</summary>
        [Required, MinLength(1, ErrorMessage = "Name at least one dataset version."), MaxLength(200)]
        public IReadOnlyList<string> Datasets { get; init; } = [];
    }

    public abstract record Outcome
    {
        public sealed record Begun(Guid Id) : Outcome;

        /// <param name="Rule">Which rule the first of them breaks.</param>
        /// <param name="Reasons">One sentence for each dataset that may not be used.</param>
        public sealed record Refused(string Rule, IReadOnlyList<string> Reasons) : Outcome;
    }

    public async Task<Outcome> RunAsync(Actor actor, Request request, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        List<(string Rule, string Reason)> wrong = [];
        List<string> digests = [];

        foreach (var reference in request.Datasets.Distinct(StringComparer.Ordinal))
        {
            var standing = await FindAsync(db, reference, stop);
            if (Refuse(reference, standing) is { } refused) wrong.Add(refused);
            else digests.Add(standing!.Digest);
        }

        var run = new TrainingRun
        {
            Id = Guid.CreateVersion7(db.Clock.GetUtcNow()),
            Name = request.Name.Trim(),
            CodeCommit = request.CodeCommit?.Trim() ?? "",
            Datasets = [.. digests],
            RegisteredBy = actor.LedgerId,
            RegisteredAt = db.Clock.GetUtcNow(),
        };
        if (wrong is []) db.Add(run);
        db.Record(actor, wrong is [] ? "training_run.begun" : "training_run.refused", $"training_run/{run.Id:n}", new { commit = run.CodeCommit, datasets = run.Datasets, refused = wrong.Select(w => w.Rule).ToArray() });
        await db.CommitAsync(stop);

        return wrong is [] ? new Outcome.Begun(run.Id) : new Outcome.Refused(wrong[0].Rule, [.. wrong.Select(w => w.Reason)]);
    }

    private static async Task<ReadDatasetVersions.Standing?> FindAsync(AssayDb db, string reference, CancellationToken stop)
    {
        var (name, label, digest) = reference.LastIndexOf('@') is > 0 and var at ? (reference[..at], reference[(at + 1)..], "") : ("", "", reference.Replace("sha256:", "", StringComparison.Ordinal).ToLowerInvariant());
        var versions = from v in db.Set<DatasetVersion>()
                       join d in db.Set<Dataset>() on new { v.OrganizationId, Id = v.DatasetId } equals new { d.OrganizationId, d.Id }
                       where v.Digest == digest || (v.Label == label && d.Name == name)
                       select v;

        return (await ReadDatasetVersions.OfAsync(db, versions, stop)) is [var first, ..] ? first : null;
    }

    private static (string Rule, string Reason)? Refuse(string reference, ReadDatasetVersions.Standing? standing) =>
        standing is null ? ("dataset-unknown", $"{reference} is not in the register. Register it with assay dataset add.")
        : standing.Source.Length == 0 || standing.Licence.Length == 0 ? ("source-or-licence-missing", $"{reference}: its source and licence are not both recorded, and nobody may learn from data of unknown origin.")
        : standing.TrainingUse is TrainingUse.Forbidden ? ("licence-forbids", $"{reference}: its licence, {standing.Licence}, forbids training.")
        : standing.Approval is not DatasetApproval.Approved ? ("dataset-not-approved", $"{reference}: nobody has approved this version. Somebody other than who registered it has to.")
        : null;
}
