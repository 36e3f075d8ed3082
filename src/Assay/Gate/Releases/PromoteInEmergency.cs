using System.ComponentModel.DataAnnotations;
using Assay.Models;
using Microsoft.EntityFrameworkCore;

namespace Assay.Gate;

/// <summary>Puts a version into production past the gate. It is told at once, and somebody else reviews it within days.</summary>
public sealed class PromoteInEmergency(Tenancy tenancy, JudgeVersion judge, GoLive goLive)
{
    public sealed record Request
    {
        [Required(ErrorMessage = "Say what cannot wait: the ledger keeps it, and whoever reviews this reads it first."), StringLength(2000, MinimumLength = 10)]
        public string Because { get; init; } = "";
    }

    public abstract record Outcome
    {
        public sealed record Promoted(Deployment Deployment, GateReport Report) : Outcome;

        public sealed record NotFound : Outcome;

        public sealed record Retired : Outcome;

        /// <summary>A program may not decide that something cannot wait.</summary>
        public sealed record NeedsAPerson : Outcome;

        public sealed record RunsAlready : Outcome;
    }

    public async Task<Outcome> RunAsync(Actor actor, string name, int number, Request request, CancellationToken stop)
    {
        if (actor.IsService) return new Outcome.NeedsAPerson();

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.HoldModelAsync(name, stop) is not { } model || await db.VersionAsync(name, number, stop) is not { } version) return new Outcome.NotFound();
        if (version.State is ModelState.Retired) return new Outcome.Retired();
        if (await db.Set<Deployment>().AnyAsync(d => d.ModelId == model.Id && d.Number == number && d.Environment == GateOptions.Production && d.EndedAt == null, stop)) return new Outcome.RunsAlready();

        var report = await judge.OfAsync(db, version, GateOptions.Production, stop);
        var deployment = await goLive.StartAsync(db, actor, version, DeploymentKind.Emergency, request.Because.Trim(), report, stop);
        await goLive.NameInsteadAsync(db, actor, model, version, stop);
        await db.CommitAsync(stop);
        return new Outcome.Promoted(deployment, report);
    }
}
