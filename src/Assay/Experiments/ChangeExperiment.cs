using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Assay.Experiments;

/// <summary>Creates, names, marks, deletes and restores experiments.</summary>
public sealed class ChangeExperiment(Tenancy tenancy)
{
    public enum Outcome
    {
        Done,
        NotFound,
        NameTaken,
    }

    /// <param name="location">Where artifacts of its runs lie; null for the usual place.</param>
    /// <returns>Null where another has that name, be it deleted.</returns>
    public async Task<Experiment?> CreateAsync(Actor actor, string name, string? location, IReadOnlyDictionary<string, string> tags, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        await EnsureDefaultAsync(db, actor, stop);

        // Held, so that of two that are created at once each gets a number of its own.
        await db.HoldExperimentAsync(Experiment.Default, stop);
        if (await db.Set<Experiment>().AnyAsync(e => e.Name == name, stop)) return null;

        var number = await db.Set<Experiment>().MaxAsync(e => e.Number, stop) + 1;
        var experiment = Add(db, actor, number, name, string.IsNullOrEmpty(location) ? LocationOf(number) : location.TrimEnd('/'));
        await db.SaveChangesAsync(stop);                    // its tags refer to it
        db.AddRange(tags.Select(t => new ExperimentTag { Number = number, Key = t.Key, Value = t.Value }));
        await db.CommitAsync(stop);
        return experiment;
    }

    public Task<Outcome> RenameAsync(Actor actor, int number, string name, CancellationToken stop) => ChangeAsync(actor, number, "experiment.renamed", (_, e) => e.Name = name, stop);

    public Task<Outcome> DeleteAsync(Actor actor, int number, bool deleted, CancellationToken stop) =>
        ChangeAsync(actor, number, deleted ? "experiment.deleted" : "experiment.restored", (db, e) => e.DeletedAt = deleted ? db.Clock.GetUtcNow() : null, stop);

    public Task<Outcome> TagAsync(Actor actor, int number, string key, string? value, CancellationToken stop) =>
        ChangeAsync(actor, number, "experiment.tagged", (db, _) =>
        {
            var there = db.Set<ExperimentTag>().FirstOrDefault(t => t.Number == number && t.Key == key);
            if (value is null && there is not null) db.Remove(there);
            else if (value is not null && there is not null) there.Value = value;
            else if (value is not null) db.Add(new ExperimentTag { Number = number, Key = key, Value = value });
        }, stop);

    /// <summary>The experiment that is always there is made when it is first needed.</summary>
    internal static async Task EnsureDefaultAsync(AssayDb db, Actor actor, CancellationToken stop)
    {
        if (await db.Set<Experiment>().AnyAsync(e => e.Number == Experiment.Default, stop)) return;

        var now = db.Clock.GetUtcNow();
        var organization = db.Organization.Value;
        var made = await db.Database.ExecuteSqlAsync($"""
            insert into experiment (organization_id, number, name, artifact_location, created_by, created_at, updated_at, version)
            values ({organization}, {Experiment.Default}, 'Default', {LocationOf(Experiment.Default)}, {actor.LedgerId}, {now}, {now}, 1) on conflict do nothing
            """, stop);
        if (made > 0) db.Record(actor, "experiment.created", $"experiment/{Experiment.Default}", new { name = "Default" });
    }

    /// <summary>The experiment of this name, made where there is none, as part of a larger transaction.</summary>
    internal static async Task<int> ImportedAsync(AssayDb db, Actor actor, string name, CancellationToken stop)
    {
        await EnsureDefaultAsync(db, actor, stop);
        await db.HoldExperimentAsync(Experiment.Default, stop);
        if (await db.Set<Experiment>().AsNoTracking().FirstOrDefaultAsync(e => e.Name == name, stop) is { } there) return there.Number;

        var number = await db.Set<Experiment>().MaxAsync(e => e.Number, stop) + 1;
        Add(db, actor, number, name, LocationOf(number));
        await db.SaveChangesAsync(stop);
        return number;
    }

    private static Experiment Add(AssayDb db, Actor actor, int number, string name, string location)
    {
        var now = db.Clock.GetUtcNow();
        var experiment = new Experiment { Number = number, Name = name, ArtifactLocation = location, CreatedBy = actor.LedgerId, CreatedAt = now, UpdatedAt = now };
        db.Add(experiment);
        db.Record(actor, "experiment.created", experiment.Subject, new { name });
        return experiment;
    }

    private static string LocationOf(int number) => $"mlflow-artifacts:/{number}";

    private async Task<Outcome> ChangeAsync(Actor actor, int number, string kind, Action<AssayDb, Experiment> change, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.HoldExperimentAsync(number, stop) is not { } experiment) return Outcome.NotFound;

        change(db, experiment);
        experiment.UpdatedAt = db.Clock.GetUtcNow();
        db.Record(actor, kind, experiment.Subject, new { name = experiment.Name });

        try
        {
            await db.CommitAsync(stop);
            return Outcome.Done;
        }
        catch (DbUpdateException failure) when (failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return Outcome.NameTaken;
        }
    }
}

internal static class ExperimentRows
{
    extension(AssayDb db)
    {
        public async Task<Experiment?> HoldExperimentAsync(int number, CancellationToken stop)
        {
            var organization = db.Organization.Value;
            return await db.Set<Experiment>().FromSql($"select * from experiment where organization_id = {organization} and number = {number} for update").FirstOrDefaultAsync(stop);
        }

        public async Task<ExperimentRun?> HoldRunAsync(string run, CancellationToken stop)
        {
            var organization = db.Organization.Value;
            return await db.Set<ExperimentRun>().FromSql($"select * from experiment_run where organization_id = {organization} and run_id = {run} for update").FirstOrDefaultAsync(stop);
        }
    }
}
