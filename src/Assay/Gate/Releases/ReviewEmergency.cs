using System.ComponentModel.DataAnnotations;
using Assay.Models;
using Microsoft.EntityFrameworkCore;

namespace Assay.Gate;

/// <summary>Looks at an emergency afterwards. Whoever started it does not.</summary>
public sealed class ReviewEmergency(Tenancy tenancy, Sealing sealing)
{
    public sealed record Request
    {
        [Required(ErrorMessage = "Say what you found."), StringLength(2000)]
        public string Finding { get; init; } = "";
    }

    public enum Outcome
    {
        Reviewed,
        NotFound,
        WhoStartedItMayNot,
        NeedsAPerson,
    }

    public async Task<Outcome> RunAsync(Actor actor, Guid deploymentId, Request request, CancellationToken stop)
    {
        if (actor.IsService) return Outcome.NeedsAPerson;

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.Set<Deployment>().FirstOrDefaultAsync(d => d.Id == deploymentId && d.Kind == DeploymentKind.Emergency && d.ReviewedAt == null, stop) is not { } deployment) return Outcome.NotFound;
        if (deployment.StartedBy == actor.UserId) return Outcome.WhoStartedItMayNot;

        var now = db.Clock.GetUtcNow();
        (deployment.ReviewedBy, deployment.ReviewedAt) = (actor.UserId, now);
        var subject = ModelVersion.SubjectOf(deployment.ModelId, deployment.Number);
        db.Record(actor, "model.emergency_reviewed", subject, new
        {
            version = deployment.Number,
            deployment = $"{deployment.Id:n}",
            finding = await sealing.NoteAsync(db, subject, request.Finding, stop),
            late = now > deployment.ReviewDueAt,
        });
        await db.CommitAsync(stop);
        return Outcome.Reviewed;
    }
}
