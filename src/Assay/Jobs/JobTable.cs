using Npgsql;

namespace Assay.Jobs;

/// <summary>The rows by which processes agree on who runs what. Each step is one statement, so a crash leaves no half of it.</summary>
internal sealed class JobTable(DatabaseSources sources, TimeProvider clock)
{
    /// <summary>How long a runner that says nothing more is waited for.</summary>
    public static readonly TimeSpan Claim = TimeSpan.FromMinutes(2);

    /// <summary>Names this process, and this start of it.</summary>
    private readonly string _runner = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.CreateVersion7():n}";

    /// <summary>Makes the row of a job that is new; an interval that changed counts from the next round.</summary>
    public Task PlanAsync(JobPlan plan, CancellationToken stop) => ExecuteAsync("""
        insert into job (name, every, next_run_at) values ($1, $2, $3)
        on conflict (name) do update set every = excluded.every, next_run_at = least(job.next_run_at, excluded.next_run_at)
        """, stop, plan.Name, plan.Every, clock.GetUtcNow() + plan.Every);

    /// <returns>The jobs that are due and that nobody runs.</returns>
    public async Task<IReadOnlyList<string>> DueAsync(CancellationToken stop)
    {
        await using var command = sources.Identity.CreateCommand("select name from job where next_run_at <= $1 and (claimed_until is null or claimed_until <= $1)");
        command.Parameters.Add(new() { Value = clock.GetUtcNow() });
        await using var rows = await command.ExecuteReaderAsync(stop);

        List<string> due = [];
        while (await rows.ReadAsync(stop)) due.Add(rows.GetString(0));

        return due;
    }

    /// <returns>Whether the job is due and now ours.</returns>
    public async Task<bool> ClaimAsync(string name, CancellationToken stop) => await ExecuteAsync("""
        update job set runner = $2, claimed_until = $4, started_at = $3
        where name = $1 and next_run_at <= $3 and (claimed_until is null or claimed_until <= $3)
        """, stop, name, _runner, clock.GetUtcNow(), clock.GetUtcNow() + Claim) == 1;

    /// <returns>Whether it is still ours.</returns>
    public async Task<bool> HoldAsync(string name, CancellationToken stop) => await ExecuteAsync(
        "update job set claimed_until = $3 where name = $1 and runner = $2", stop, name, _runner, clock.GetUtcNow() + Claim) == 1;

    public Task FinishAsync(JobPlan plan, string result, bool failed, CancellationToken stop) => ExecuteAsync("""
        update job set runner = null, claimed_until = null, finished_at = $3, next_run_at = $4, result = $5,
            failures = case when $6 then failures + 1 else 0 end
        where name = $1 and runner = $2
        """, stop, plan.Name, _runner, clock.GetUtcNow(), clock.GetUtcNow() + plan.Every, result, failed);

    /// <summary>Gives a job back that was cut off, so that another process need not wait for the claim to lapse.</summary>
    public Task ReleaseAsync(string name, CancellationToken stop) => ExecuteAsync(
        "update job set runner = null, claimed_until = null where name = $1 and runner = $2", stop, name, _runner);

    public async Task<IReadOnlyList<JobState>> ListAsync(CancellationToken stop)
    {
        await using var command = sources.Identity.CreateCommand(
            "select name, every, next_run_at, coalesce(claimed_until > $1, false), started_at, finished_at, result, failures from job order by name");
        command.Parameters.Add(new() { Value = clock.GetUtcNow() });
        await using var rows = await command.ExecuteReaderAsync(stop);

        List<JobState> jobs = [];
        while (await rows.ReadAsync(stop))
        {
            jobs.Add(new(rows.GetString(0), rows.GetTimeSpan(1), Time(rows, 2)!.Value, rows.GetBoolean(3), Time(rows, 4), Time(rows, 5),
                rows.IsDBNull(6) ? null : rows.GetString(6), rows.GetInt32(7)));
        }

        return jobs;
    }

    private static DateTimeOffset? Time(NpgsqlDataReader rows, int column) => rows.IsDBNull(column) ? null : rows.GetFieldValue<DateTimeOffset>(column);

    private async Task<int> ExecuteAsync(string sql, CancellationToken stop, params object[] values)
    {
        await using var command = sources.Identity.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });

        return await command.ExecuteNonQueryAsync(stop);
    }
}
