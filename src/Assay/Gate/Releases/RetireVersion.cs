using System.ComponentModel.DataAnnotations;
using Assay.Models;
using Microsoft.EntityFrameworkCore;

namespace Assay.Gate;

/// <summary>Ends a version's life: what takes its place, who was told, when the traffic ended, what became of the artifact.</summary>
public sealed class RetireVersion(Tenancy tenancy, Sealing sealing)
{
    public sealed record Request
    {
        /// <summary>The version or the model that takes its place, or that none does.</summary>
        [Required(ErrorMessage = "Say what takes its place, or that nothing does."), StringLength(300)]
        public string Successor { get; init; } = "";

        /// <summary>How customers were told.</summary>
        [Required(ErrorMessage = "Say how customers were told."), StringLength(2000)]
        public string Notice { get; init; } = "";

        /// <summary>When the last request was answered.</summary>
        public DateOnly? TrafficEnded { get; init; }

        /// <summary>What became of the artifact: deleted from where and how, or kept until when and why.</summary>
        [Required(ErrorMessage = "Say what became of the artifact."), StringLength(2000)]
        public string Disposal { get; init; } = "";
    }

    public enum Outcome
    {
        Retired,
        NotFound,

        /// <summary>It still runs somewhere.</summary>
        Runs,
        RetiredAlready,
    }

    public async Task<Outcome> RunAsync(Actor actor, string name, int number, Request request, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.HoldModelAsync(name, stop) is not { } model || await db.VersionAsync(name, number, stop) is not { } version) return Outcome.NotFound;
        if (version.State is ModelState.Retired) return Outcome.RetiredAlready;
        if (await db.Set<Deployment>().AnyAsync(d => d.ModelId == model.Id && d.Number == number && d.EndedAt == null, stop)) return Outcome.Runs;

        var provenance = await db.Set<ModelProvenance>().AsNoTracking().FirstOrDefaultAsync(p => p.ModelId == model.Id && p.Number == number, stop);
        version.State = ModelState.Retired;
        await ChangeStage.SetAsync(db, actor, model, version, ModelStage.Archived, archive: false, stop);

        // The receipt of the disposal: what was disposed of is named by its digest.
        db.Record(actor, "model.retired", version.Subject, new
        {
            model = name,
            version = number,
            successor = await sealing.NoteAsync(db, version.Subject, request.Successor, stop),
            notice = await sealing.NoteAsync(db, version.Subject, request.Notice, stop),
            traffic_ended = request.TrafficEnded?.ToString("yyyy-MM-dd"),
            disposal = await sealing.NoteAsync(db, version.Subject, request.Disposal, stop),
            artifact = provenance?.ArtifactDigest,
        });
        await db.CommitAsync(stop);
        return Outcome.Retired;
    }
}
