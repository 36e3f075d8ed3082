using Assay.Models;
using Microsoft.EntityFrameworkCore;

namespace Assay.Gate;

/// <summary>Takes a version one step of its life further. Each step has entry rules; production is the gate's, retirement has its own form.</summary>
public sealed class MoveVersion(Tenancy tenancy)
{
    /// <summary>What must be on record before a step: the same list that the lifecycle document is written from.</summary>
    public static IReadOnlyList<(ModelState State, string Title, string Entry, string[] Facts)> Steps { get; } =
    [
        (ModelState.Research, "Research", "Anybody who may edit models registers a version.", []),
        (ModelState.Validation, "Validation", "Its provenance is recorded: artifact digest, dataset versions, code commit, parameters, seed, environment.", []),
        (ModelState.Staging, "Staging", "An evaluation, a fairness result and a test run are on record.", [FactKind.Evaluation, FactKind.Fairness, FactKind.Tests]),
        (ModelState.Production, "Production", "The gate passes: every rule of the set in force, two approvals among them.", []),
        (ModelState.Retired, "Retired", "It does not run; successor, customer notice, end of traffic and disposal of the artifact are recorded.", []),
    ];

    public abstract record Outcome
    {
        public sealed record Moved(ModelState To) : Outcome;

        public sealed record NotFound : Outcome;

        public sealed record Refused(string Rule, string Message) : Outcome;
    }

    public async Task<Outcome> RunAsync(Actor actor, string name, int number, ModelState to, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.HoldModelAsync(name, stop) is null || await db.VersionAsync(name, number, stop) is not { } version) return new Outcome.NotFound();

        if (to is ModelState.Production) return new Outcome.Refused("step-is-the-gates", "Production is reached through the gate: promote the version.");
        if (to is ModelState.Retired) return new Outcome.Refused("step-has-a-form", "Retiring asks what takes its place and what became of the artifact: retire the version.");
        if (to != version.State + 1) return new Outcome.Refused("step-skipped", $"Version {number} is in {version.State}. The next step is {version.State + 1}; none is skipped, and none goes back.");

        var read = await ReadVersion.OfAsync(db, version, stop);
        List<string> missing = [.. Steps[(int)to].Facts.Where(f => read.Latest(f) is null)];
        if (to is ModelState.Validation && read.Provenance is null) missing.Add("provenance");
        if (missing is not []) return new Outcome.Refused("step-entry", $"{to} asks for what is not on record: {string.Join(", ", missing)}.");

        var from = version.State;
        (version.State, version.UpdatedAt) = (to, db.Clock.GetUtcNow());
        db.Record(actor, "model.moved", version.Subject, new { model = name, version = number, from, to });
        await db.CommitAsync(stop);
        return new Outcome.Moved(to);
    }
}
