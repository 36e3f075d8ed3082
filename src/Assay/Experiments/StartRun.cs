using Microsoft.EntityFrameworkCore;

namespace Assay.Experiments;

/// <summary>Begins a run of an experiment.</summary>
public sealed class StartRun(Tenancy tenancy)
{
    /// <param name="StartedAt">Milliseconds of the client's clock; null for now.</param>
    public sealed record Request(int Experiment, string? Name, string? UserName, long? StartedAt, IReadOnlyDictionary<string, string> Tags);

    public abstract record Outcome
    {
        public sealed record Started(ExperimentRun Run) : Outcome;

        public sealed record NoExperiment : Outcome;

        /// <summary>The experiment was deleted.</summary>
        public sealed record Closed : Outcome;
    }

    public async Task<Outcome> RunAsync(Actor actor, Request request, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (request.Experiment == Experiment.Default) await ChangeExperiment.EnsureDefaultAsync(db, actor, stop);
        if (await db.Set<Experiment>().AsNoTracking().FirstOrDefaultAsync(e => e.Number == request.Experiment, stop) is not { } experiment) return new Outcome.NoExperiment();
        if (experiment.DeletedAt is not null) return new Outcome.Closed();

        var now = db.Clock.GetUtcNow();
        var id = $"{Guid.CreateVersion7(now):n}";
        var run = new ExperimentRun
        {
            RunId = id,
            Experiment = experiment.Number,
            Name = request.Name is { Length: > 0 } name ? name : request.Tags.GetValueOrDefault(RunKeys.Name) is { Length: > 0 } tagged ? tagged : $"run-{id[^8..]}",
            UserName = request.UserName ?? "",
            StartedAt = request.StartedAt ?? now.ToUnixTimeMilliseconds(),
            ArtifactUri = $"{experiment.ArtifactLocation}/{id}/artifacts",
            CreatedBy = actor.LedgerId,
            CreatedAt = now,
        };

        db.Add(run);
        db.Record(actor, "run.started", run.Subject, new { experiment = experiment.Number, run = run.RunId });
        await db.SaveChangesAsync(stop);                    // its tags refer to it
        db.AddRange(request.Tags.Append(new(RunKeys.Name, run.Name)).DistinctBy(t => t.Key).Select(t => new RunTag { RunId = id, Key = t.Key, Value = t.Key == RunKeys.Name ? run.Name : t.Value }));
        await db.CommitAsync(stop);
        return new Outcome.Started(run);
    }
}
