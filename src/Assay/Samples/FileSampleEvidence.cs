using System.Text;
using Assay.Catalog.Content;
using Assay.Evidence;

namespace Assay.Samples;

/// <summary>A handful of evidence, as a company's jobs and people would file it: most of it arrives by itself and was accepted, one waits, one was returned.</summary>
internal sealed class FileSampleEvidence(AddEvidence add, ReviewEvidence review)
{
    /// <summary>The made-up company's jobs file as a program, so that its owner may review what they filed.</summary>
    private static readonly Guid _jobs = new("5a3b1e00-0000-4000-8000-00000000a550");

    private sealed record Piece(string Title, string File, EvidenceKind Kind, string Type, string[] Controls, int FromDaysAgo, int? ToDaysAgo, Collected Collected, bool? Accepted, string Content);

    public async Task RunAsync(Actor owner, DateOnly today, CancellationToken stop)
    {
        foreach (var piece in Pieces())
        {
            var program = piece.Collected.Source is not EvidenceSource.Person;
            var actor = program ? owner with { UserId = _jobs, Name = "Sample jobs", IsService = true } : owner;
            var filing = new Filing
            {
                Title = piece.Title,
                Kind = piece.Kind,
                Type = piece.Type,
                Controls = piece.Controls,
                Note = "Sample: made up.",
                From = today.AddDays(-piece.FromDaysAgo),
                To = piece.ToDaysAgo is { } days ? today.AddDays(-days) : null,
            };

            using var content = new MemoryStream(Encoding.UTF8.GetBytes($"SAMPLE, made up\n{piece.Content}\n"));
            var outcome = await add.RunAsync(actor, null, new(piece.File, content), filing, piece.Collected, stop);

            switch (outcome)
            {
                case AddEvidence.Outcome.Added added when piece.Accepted is { } accepted:
                    await review.RunAsync(owner, added.Id, new() { Number = added.Number, Accept = accepted, Reason = accepted ? null : "The export ends a week early; run it again for the whole month." }, stop);
                    break;
                case AddEvidence.Outcome.Added or AddEvidence.Outcome.AlreadyThere:
                    break;
                default:
                    throw new StartRefusedException($"The sample's evidence '{piece.Title}' is refused: {outcome}");
            }
        }
    }

    private static IEnumerable<Piece> Pieces()
    {
        yield return new("Deployments of the last month, with who approved each", "deployments.csv", EvidenceKind.Continuous, "E06", ["CM-03"], 33, 2,
            new(EvidenceSource.CommandLine, "deploy-pipeline", "8841"), true, "when,what,author,approver\n2026-01-12,notes-api 2.41,nadia,tomas");
        yield return new("Restore test of the notes database", "restore-test.log", EvidenceKind.Occurrence, "E33", ["BC-02"], 12, null,
            new(EvidenceSource.Job, "restore-drill", "2026-q1"), true, "restored 214 GB in 41 min; checksums equal");
        yield return new("Accounts of the identity provider", "accounts.json", EvidenceKind.AsOf, "E34", ["AC-04"], 3, null,
            new(EvidenceSource.Connector, "identity-provider", "sync-1190"), true, "[{\"account\":\"nadia\",\"mfa\":true}]");
        yield return new("Alerts of the last month and their handling", "alerts.csv", EvidenceKind.Continuous, "E40", ["LM-02"], 33, 10,
            new(EvidenceSource.Job, "alert-export", "411"), false, "when,alert,handled_by,closed\n2026-01-19,error rate,wei,2026-01-19");
        yield return new("Encryption settings of the object store", "encryption.txt", EvidenceKind.AsOf, "E32", ["CS-01"], 1, null,
            Collected.Upload, null, "bucket notes-prod: AES-256, key rotated yearly");
    }
}
