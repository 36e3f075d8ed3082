using Assay.Models;
using Microsoft.EntityFrameworkCore;

namespace Assay.Gate;

/// <summary>Puts a version into production, if the gate lets it. A refusal is an entry of its own, in a transaction of its own.</summary>
/// <remarks>
/// The model's row is held from the judgement to the commit, so that of many who ask at the same moment one promotes and
/// the others find it done; the database's unique index says the same once more.
/// </remarks>
public sealed class PromoteVersion(Tenancy tenancy, JudgeVersion judge, GoLive goLive, Sealing sealing)
{
    public sealed record Request
    {
        /// <summary>The alias that means production; null for the stage.</summary>
        public string? Alias { get; init; }

        /// <summary>Whether whatever else has the stage goes to the archive.</summary>
        public bool Archive { get; init; }

        public string Because { get; init; } = "";

        /// <summary>Asked once the gate has let it through and before that is committed; where it says no, nothing was promoted.</summary>
        public Func<Task<bool>>? Confirm { get; init; }
    }

    public abstract record Outcome
    {
        /// <param name="Already">It ran there before this was asked; only a name was added.</param>
        public sealed record Promoted(ModelVersion Version, bool Already) : Outcome;

        public sealed record NotFound : Outcome;

        public sealed record Retired : Outcome;

        public sealed record Refused(GateReport Report) : Outcome;

        /// <summary>The gate let it through; <see cref="Request.Confirm"/> did not.</summary>
        public sealed record NotConfirmed : Outcome;
    }

    public async Task<Outcome> RunAsync(Actor actor, string name, int number, Request request, CancellationToken stop)
    {
        var outcome = await TryAsync(actor, name, number, request, stop);

        if (outcome is Outcome.Refused { Report: var report })
        {
            await using var db = await tenancy.OpenAsync(actor.Organization, stop);
            var subject = report.Candidate.Version.Subject;
            db.Record(actor, "model.promotion_refused", subject, report.ForLedger(await sealing.NoteAsync(db, subject, request.Because, stop)));
            await db.CommitAsync(stop);
        }

        return outcome;
    }

    private async Task<Outcome> TryAsync(Actor actor, string name, int number, Request request, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.HoldModelAsync(name, stop) is not { } model || await db.VersionAsync(name, number, stop) is not { } version) return new Outcome.NotFound();
        if (version.State is ModelState.Retired) return new Outcome.Retired();

        var already = await db.Set<Deployment>().AnyAsync(d => d.ModelId == model.Id && d.Number == number && d.Environment == GateOptions.Production && d.EndedAt == null, stop);

        if (!already)
        {
            var report = await judge.OfAsync(db, version, GateOptions.Production, stop);
            if (!report.Passes) return new Outcome.Refused(report);

            await goLive.StartAsync(db, actor, version, DeploymentKind.Promotion, request.Because, report, stop);
        }

        await goLive.NameAsync(db, actor, model, version, request.Alias, request.Archive, stop);
        await db.SaveChangesAsync(stop);
        if (request.Confirm is { } confirm && !await confirm()) return new Outcome.NotConfirmed();

        await db.CommitAsync(stop);
        return new Outcome.Promoted(version, already);
    }
}
