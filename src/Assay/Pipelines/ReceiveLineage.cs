using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Assay.Pipelines;

/// <summary>Takes in what pipelines report, and draws the graph that follows from it. All events of one call commit together.</summary>
public sealed class ReceiveLineage(Tenancy tenancy, TimeProvider clock)
{
    public const int MostEvents = 1000;

    /// <param name="Index">Which event of the call, from 0.</param>
    public sealed record Fault(int Index, string Field, string Message);

    /// <returns>What is wrong with each event that was not taken in.</returns>
    public async Task<IReadOnlyList<Fault>> RunAsync(Actor actor, IReadOnlyList<JsonElement> sent, CancellationToken stop)
    {
        List<OpenLineageEvent> events = [];
        List<Fault> faults = [];

        foreach (var (index, json) in sent.Index())
        {
            try
            {
                events.Add(OpenLineageEvent.Read(json));
            }
            catch (InvalidEventException wrong)
            {
                faults.Add(new(index, wrong.Field, wrong.Message));
            }
        }

        if (events.Count > 0) await KeepAsync(actor, events, stop);
        return faults;
    }

    private async Task KeepAsync(Actor actor, List<OpenLineageEvent> events, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);

        await InsertEventsAsync(db, events, now, stop);
        var graph = new LineageDelta(events);
        await graph.SaveAsync(db, stop);

        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', events.Select(e => e.Body))));
        db.Record(actor, "lineage.received", $"lineage/{Guid.CreateVersion7(now):n}", new { events = events.Count, text_sha256 = Convert.ToHexStringLower(digest) });
        await db.CommitAsync(stop);
    }

    private static async Task InsertEventsAsync(AssayDb db, List<OpenLineageEvent> events, DateTimeOffset now, CancellationToken stop)
    {
        Guid[] ids = [.. events.Select(_ => Guid.CreateVersion7(now))];
        DateTimeOffset[] times = [.. events.Select(e => e.At.ToUniversalTime())];
        string[] types = [.. events.Select(e => e.EventType)], namespaces = [.. events.Select(e => e.JobNamespace)], names = [.. events.Select(e => e.JobName)];
        Guid?[] runs = [.. events.Select(e => e.Run)];
        string[] definitions = [.. events.Select(e => e.Definition)], bodies = [.. events.Select(e => e.Body)];

        await db.Database.ExecuteSqlAsync($"""
            insert into lineage_event (organization_id, id, occurred_at, received_at, event_type, job_namespace, job_name, run_id, definition, body)
            select {db.Organization.Value}, e.id, e.occurred_at, {now}, e.event_type, e.job_namespace, e.job_name, e.run_id, e.definition, e.body
            from unnest({ids}, {times}, {types}, {namespaces}, {names}, {runs}, {definitions}, {bodies})
                as e (id, occurred_at, event_type, job_namespace, job_name, run_id, definition, body)
            """, stop);
    }
}
