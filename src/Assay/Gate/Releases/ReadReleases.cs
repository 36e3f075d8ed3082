using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Assay.Gate;

/// <summary>What the gate did in a period, read from the ledger and from nothing else: the same question in SQL has the same rows.</summary>
public sealed class ReadReleases(Tenancy tenancy, ActorNames names, Sealing sealing)
{
    public const int MostShown = 1_000;

    /// <summary>What is recorded when somebody wants a version in production, or has it there past the gate.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["model.promoted", "model.promotion_refused", "model.emergency_promoted", "model.rolled_back", "model.promoted_past_the_gate"];

    /// <param name="Entry">The ledger's id of it, by which it is proved.</param>
    /// <param name="Unmet">The rules that were not met.</param>
    /// <param name="Because">What was typed, or what the product itself says of it; empty where nothing was, or where it was erased.</param>
    public sealed record Line(Guid Entry, DateTimeOffset At, string Kind, string Model, int Version, string Subject, string By, IReadOnlyList<string> Unmet, string RulesDigest, string Because);

    /// <summary>Both days are part of the period.</summary>
    public async Task<IReadOnlyList<Line>> RunAsync(OrganizationId organization, DateOnly from, DateOnly to, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        var (start, end) = (new DateTimeOffset(from, default, TimeSpan.Zero), new DateTimeOffset(to.AddDays(1), default, TimeSpan.Zero));
        var kinds = Kinds.ToArray();

        var entries = await db.Set<LedgerEntry>().AsNoTracking()
            .Where(e => kinds.Contains(e.Kind) && e.OccurredAt >= start && e.OccurredAt < end)
            .OrderByDescending(e => e.OccurredAt).ThenByDescending(e => e.EntryId).Take(MostShown).ToListAsync(stop);
        var known = await names.OfAsync(organization, stop);

        var bodies = entries.Select(e => JsonElement.Parse(e.Body)).ToList();
        var because = await sealing.OpenAsync(db, [.. bodies.Select(b => b.TryGetProperty("because", out var reason) && reason.ValueKind is JsonValueKind.Object ? reason.Deserialize<SealedText>(JsonSerializerOptions.Web) : null)], stop);

        return [.. entries.Select((e, i) => Of(e, bodies[i], known.GetValueOrDefault(e.Actor, e.Actor), because[i] ?? bodies[i].Words("because") ?? ""))];
    }

    private static Line Of(LedgerEntry entry, JsonElement body, string by, string because)
    {
        return new(
            entry.EntryId, entry.OccurredAt, entry.Kind, body.Words("model") ?? "", (int)(body.Number("version") ?? 0), entry.Subject, by,
            [.. body.Items("unmet").Select(u => u.Words("rule") ?? "")], body.Words("rules_digest") ?? "", because);
    }
}
