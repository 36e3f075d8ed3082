using System.ComponentModel.DataAnnotations;
using Assay.Models;
using Microsoft.EntityFrameworkCore;

namespace Assay.Gate;

/// <summary>Goes back to the version that ran before and had passed the gate. One action: nothing is judged again.</summary>
public sealed class RollBack(Tenancy tenancy, JudgeVersion judge, GoLive goLive, Sealing sealing)
{
    public sealed record Request
    {
        /// <summary>What made it necessary.</summary>
        [Required(ErrorMessage = "Say what made it necessary."), StringLength(2000)]
        public string Trigger { get; init; } = "";
    }

    public abstract record Outcome
    {
        public sealed record RolledBack(int From, int To) : Outcome;

        public sealed record NotFound : Outcome;

        /// <summary>Nothing runs, or nothing that ran before it had passed.</summary>
        public sealed record NoWayBack : Outcome;
    }

    public async Task<Outcome> RunAsync(Actor actor, string name, Request request, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.HoldModelAsync(name, stop) is not { } model) return new Outcome.NotFound();

        var began = db.Clock.GetTimestamp();
        var ran = await db.Set<Deployment>().AsNoTracking().Where(d => d.ModelId == model.Id && d.Environment == GateOptions.Production).OrderByDescending(d => d.StartedAt).ToListAsync(stop);
        if (ran.FirstOrDefault(d => d.EndedAt is null) is not { } current) return new Outcome.NoWayBack();

        // What had passed the gate: an emergency had not, even if nothing went wrong.
        foreach (var number in ran.Where(d => d.Number != current.Number && d.Kind is not DeploymentKind.Emergency).Select(d => d.Number).Distinct())
        {
            if (await db.VersionAsync(name, number, stop) is not { State: not ModelState.Retired } version) continue;

            if (ran.All(d => d.Number != number || d.EndedAt is not null))
            {
                var report = await judge.OfAsync(db, version, GateOptions.Production, stop);
                await goLive.StartAsync(db, actor, version, DeploymentKind.Rollback, request.Trigger.Trim(), report, stop);
            }

            await goLive.NameInsteadAsync(db, actor, model, version, stop);
            db.Record(actor, "model.rollback_done", version.Subject, new
            {
                model = name,
                from = current.Number,
                to = number,
                trigger = await sealing.NoteAsync(db, version.Subject, request.Trigger, stop),
                seconds_live = (long)(db.Clock.GetUtcNow() - current.StartedAt).TotalSeconds,
                took_ms = (long)db.Clock.GetElapsedTime(began).TotalMilliseconds,
            });
            await db.CommitAsync(stop);
            return new Outcome.RolledBack(current.Number, number);
        }

        return new Outcome.NoWayBack();
    }
}
