using System.ComponentModel.DataAnnotations;
using System.Text;
using Assay.Catalog;
using Microsoft.EntityFrameworkCore;

namespace Assay.Policies;

/// <summary>Adds a text of one's own, or the template as it reads with the answers of now, as a new version.</summary>
public sealed class WritePolicy(Tenancy tenancy, CatalogLibrary catalog, CompanyTemplates templates, TimeProvider clock)
{
    public sealed record Request
    {
        [Required(ErrorMessage = "A policy without a text binds nobody; retire it instead."), StringLength(PolicyVersion.MaxBytes)]
        public string Text { get; init; } = "";

        /// <summary>Why it was changed.</summary>
        [Required(ErrorMessage = "Say what changed and why: reviewers and auditors read it first."), StringLength(PolicyVersion.MaxNoteLength)]
        public string Note { get; init; } = "";

        /// <summary>The latest version when the editor was opened.</summary>
        public int Base { get; init; }
    }

    public abstract record Outcome
    {
        public sealed record Written(int Number) : Outcome;

        public sealed record NotFound : Outcome;

        public sealed record Unchanged : Outcome;

        public sealed record TooLong(int Bytes) : Outcome;

        /// <summary>Somebody wrote a version meanwhile; nothing was saved.</summary>
        public sealed record Overtaken(int Latest) : Outcome;

        /// <summary>The latest text is a person's own; a template is not laid over it.</summary>
        public sealed record OwnText : Outcome;
    }

    public async Task<Outcome> RunAsync(Actor actor, string policyId, Request request, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await LatestAsync(db, policyId, stop) is not var (policy, latest)) return new Outcome.NotFound();

        // Browsers send CRLF; a text that differs by nothing else is the same text.
        var text = request.Text.ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Encoding.UTF8.GetByteCount(text) is > PolicyVersion.MaxBytes and var bytes) return new Outcome.TooLong(bytes);
        if (request.Base != policy.Latest) return new Outcome.Overtaken(policy.Latest);
        if (text == latest.Text) return new Outcome.Unchanged();

        return await AddAsync(db, actor, policy, text, VersionSource.Edited, latest.TemplateDigest, request.Note.Trim(), stop);
    }

    /// <summary>Takes the template as it reads now. Never over a person's own text.</summary>
    /// <param name="seen">The latest version when the difference was shown.</param>
    public async Task<Outcome> TakeTemplateAsync(Actor actor, Frame frame, string policyId, int seen, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await LatestAsync(db, policyId, stop) is not var (policy, latest)) return new Outcome.NotFound();
        if (seen != policy.Latest) return new Outcome.Overtaken(policy.Latest);
        if (latest.Source is VersionSource.Edited) return new Outcome.OwnText();

        var (text, digest) = (await templates.OfAsync(db, frame, stop)).Fill(catalog.Policies[policyId]);
        if (text == latest.Text) return new Outcome.Unchanged();

        return await AddAsync(db, actor, policy, text, VersionSource.Template, digest, "Drafted anew from the template with the answers of now.", stop);
    }

    private async Task<Outcome> AddAsync(
        AssayDb db, Actor actor, CompanyPolicy policy, string text, VersionSource source, string digest, string note, CancellationToken stop)
    {
        var version = new PolicyVersion
        {
            PolicyId = policy.PolicyId,
            Number = policy.Draft(),
            Text = text,
            Source = source,
            TemplateDigest = digest,
            Note = note,
            WrittenBy = actor.UserId,
            WrittenAt = clock.GetUtcNow(),
        };

        db.Add(version);
        db.RecordVersion(actor, version);

        try
        {
            await db.CommitAsync(stop);
            return new Outcome.Written(version.Number);
        }
        catch (DbUpdateException failure) when (failure is DbUpdateConcurrencyException || failure.IsDuplicate)
        {
            return new Outcome.Overtaken(version.Number);
        }
    }

    private static async Task<(CompanyPolicy Policy, PolicyVersion Latest)?> LatestAsync(AssayDb db, string policyId, CancellationToken stop) =>
        await db.Set<CompanyPolicy>().FirstOrDefaultAsync(p => p.PolicyId == policyId, stop) is { } policy
            ? (policy, await db.Set<PolicyVersion>().AsNoTracking().SingleAsync(v => v.PolicyId == policyId && v.Number == policy.Latest, stop))
            : null;
}
