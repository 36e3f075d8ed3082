using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Assay.Pipelines;

/// <summary>Proposes a definition of a pipeline, and approves one as a second person.</summary>
public sealed class ChangeDefinition(Tenancy tenancy, TimeProvider clock)
{
    public sealed record Request
    {
        [Required, RegularExpression("^[0-9a-z:._-]{7,128}$", ErrorMessage = "A commit or digest of 7 to 128 characters: digits, lower-case letters and : . _ - only.")]
        public string Digest { get; init; } = "";

        [Required(ErrorMessage = "Say what changed and why: the second person reads it first."), StringLength(2000)]
        public string Note { get; init; } = "";
    }

    public abstract record Outcome
    {
        public sealed record Done(Guid Id) : Outcome;
        public sealed record NotFound : Outcome;
        public sealed record Refused(string Rule, string Message) : Outcome;
    }

    public async Task<Outcome> ProposeAsync(Actor actor, Guid pipelineId, Request request, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.Set<Pipeline>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == pipelineId, stop) is not { } pipeline) return new Outcome.NotFound();

        var definition = new PipelineDefinition { Id = Guid.CreateVersion7(clock.GetUtcNow()), PipelineId = pipelineId, Digest = request.Digest, Note = request.Note.Trim(), ProposedBy = actor.UserId, ProposedAt = clock.GetUtcNow() };
        db.Add(definition);
        db.Record(actor, "pipeline.definition_proposed", pipeline.Subject, new { digest = request.Digest });

        return await TryAsync(db, definition.Id, new("digest-known", "This definition was proposed before."), stop);
    }

    public async Task<Outcome> ApproveAsync(Actor actor, Guid pipelineId, Guid definitionId, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.Set<PipelineDefinition>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == definitionId && d.PipelineId == pipelineId, stop) is not { } definition) return new Outcome.NotFound();
        var subject = $"pipeline/{pipelineId:n}";

        if (Refuse(actor, definition) is { } refused)
        {
            db.Record(actor, "pipeline.approval_refused", subject, new { digest = definition.Digest, rule = refused.Rule });
            await db.CommitAsync(stop);
            return refused;
        }

        db.Add(new DefinitionApproval { DefinitionId = definitionId, ProposedBy = definition.ProposedBy, ApprovedBy = actor.UserId, ApprovedAt = clock.GetUtcNow() });
        db.Record(actor, "pipeline.definition_approved", subject, new { digest = definition.Digest });
        return await TryAsync(db, definitionId, new("already-approved", "Somebody approved it before."), stop);
    }

    private static Outcome.Refused? Refuse(Actor actor, PipelineDefinition definition) =>
        actor.IsService ? new("person-needed", "A program proposes; a person disposes. Ask a member of your organisation to approve it.")
        : definition.ProposedBy == actor.UserId ? new("proposer-may-not-approve", "Who proposes is not who approves: you proposed this definition. Ask another member of your organisation to look at the change.")
        : null;

    private static async Task<Outcome> TryAsync(AssayDb db, Guid id, Outcome.Refused duplicate, CancellationToken stop)
    {
        try
        {
            await db.CommitAsync(stop);
            return new Outcome.Done(id);
        }
        catch (DbUpdateException failure) when (failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return duplicate;
        }
    }
}
