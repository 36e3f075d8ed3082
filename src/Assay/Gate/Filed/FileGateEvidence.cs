using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Catalog.Content;
using Assay.Evidence;
using Assay.Jobs;
using Assay.Models;
using Microsoft.EntityFrameworkCore;

namespace Assay.Gate;

/// <summary>Files what the ledger tells of the gate, of fairness and of drift as evidence, whichever door it came through. Nobody uploads it.</summary>
/// <remarks>Each entry is filed once, because a row names it; cut off at any moment, the next round goes on where this one ended.</remarks>
public sealed class FileGateEvidence(AllOrganizations organizations, Tenancy tenancy, KeepEvidence keep) : IJob
{
    public const string Name = "gate-evidence";

    private const int _atOnce = 200;

    private static readonly JsonSerializerOptions _readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<string> RunOnceAsync(CancellationToken stop)
    {
        var filed = 0;
        foreach (var organization in await organizations.ListAsync(stop)) filed += await RunAsync(organization, stop);

        return $"{filed} entries filed as evidence";
    }

    public async Task<int> RunAsync(OrganizationId organization, CancellationToken stop)
    {
        var waiting = await WaitingAsync(organization, stop);
        foreach (var entry in waiting) await FileAsync(organization, entry, stop);

        return waiting.Count;
    }

    private async Task<List<LedgerEntry>> WaitingAsync(OrganizationId organization, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        return await db.Set<LedgerEntry>().AsNoTracking()
            .Where(e => FiledKinds.Kinds.Contains(e.Kind) && !db.Set<GateEvidence>().Any(f => f.EntryId == e.EntryId))
            .OrderBy(e => e.OccurredAt).ThenBy(e => e.EntryId).Take(_atOnce).ToListAsync(stop);
    }

    private async Task FileAsync(OrganizationId organization, LedgerEntry entry, CancellationToken stop)
    {
        var (filed, body) = (FiledKinds.Of(entry.Kind), JsonElement.Parse(entry.Body));
        var fact = await FactAsync(organization, body, stop);
        var (model, version) = await VersionAsync(organization, entry, stop);
        await using var blob = await keep.StoreAsync(organization, BytesOf(entry, body, fact), stop);

        await using var db = await tenancy.OpenAsync(organization, stop);
        if (await db.Set<GateEvidence>().AnyAsync(f => f.EntryId == entry.EntryId, stop)) return;

        var day = (await db.ZoneAsync(stop)).DayOf(entry.OccurredAt);
        var point = fact?.Json.Words("point");
        var filing = new Filing
        {
            Title = Title(FiledKinds.TitleOf(filed.Type, model, version)),
            Kind = EvidenceKind.Occurrence,
            Type = filed.Type,
            Controls = FiledKinds.ControlsOf(filed, point),
            Criteria = FiledKinds.CriteriaOf(filed, point),
            From = day,
            Note = $"{GateWords.Entry(entry.Kind)}: ledger entry {entry.EntryId}.",
        };
        var item = await ItemAsync(db, entry.Subject, filed.Type, stop);
        var kept = await keep.AddAsync(db, Actor.Job(organization, Name), item, blob, $"{entry.Kind.Replace('.', '-')}-{entry.EntryId:n}.json", filing, CollectedOf(entry), stop);

        db.Add(new GateEvidence { EntryId = entry.EntryId, Subject = entry.Subject, TypeId = filed.Type, EvidenceId = kept.Id, Number = kept.Number, FiledAt = db.Clock.GetUtcNow() });
        await db.CommitAsync(stop);
    }

    /// <summary>One item for each version and type, with a version for each entry, so that what was asked of one model version stands together.</summary>
    private static async Task<EvidenceItem?> ItemAsync(AssayDb db, string subject, string type, CancellationToken stop) =>
        await db.Set<GateEvidence>().AsNoTracking().Where(f => f.Subject == subject && f.TypeId == type).Select(f => (Guid?)f.EvidenceId).FirstOrDefaultAsync(stop) is { } id
            ? await db.Set<EvidenceItem>().FirstOrDefaultAsync(e => e.Id == id, stop)
            : null;

    /// <summary>What a program did came from CI; the rest the product itself saw.</summary>
    private static Collected CollectedOf(LedgerEntry entry) => new(
        entry.Actor.StartsWith("service/", StringComparison.Ordinal) ? EvidenceSource.CommandLine : EvidenceSource.Job,
        entry.Actor.StartsWith("service/", StringComparison.Ordinal) ? "CI" : Name, $"{entry.EntryId}");

    private async Task<ModelFact?> FactAsync(OrganizationId organization, JsonElement body, CancellationToken stop)
    {
        if (!Guid.TryParse(body.Words("fact"), out var id)) return null;

        await using var db = await tenancy.OpenAsync(organization, stop);
        return await db.Set<ModelFact>().AsNoTracking().FirstOrDefaultAsync(f => f.Id == id, stop);
    }

    private async Task<(string Model, int Version)> VersionAsync(OrganizationId organization, LedgerEntry entry, CancellationToken stop)
    {
        if (entry.Subject.Split('/', '.') is not [_, var id, var text] || !Guid.TryParse(id, out var model) || !int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number)) return (entry.Subject, 0);

        await using var db = await tenancy.OpenAsync(organization, stop);
        return (await db.Set<ModelVersion>().AsNoTracking().Where(v => v.ModelId == model && v.Number == number).Select(v => v.Name).FirstOrDefaultAsync(stop) ?? id, number);
    }

    /// <summary>The entry as the ledger holds it, with what it points to. Words stay sealed here as well.</summary>
    private static byte[] BytesOf(LedgerEntry entry, JsonElement body, ModelFact? fact) => JsonSerializer.SerializeToUtf8Bytes(new JsonObject
    {
        ["entry"] = $"{entry.EntryId}",
        ["proof"] = $"/api/ledger/entries/{entry.EntryId}/proof",
        ["kind"] = entry.Kind,
        ["occurred_at"] = entry.OccurredAt,
        ["actor"] = entry.Actor,
        ["subject"] = entry.Subject,
        ["body"] = JsonNode.Parse(body.GetRawText()),
        ["result"] = fact is null ? null : JsonNode.Parse(fact.Body),
    }, _readable);

    private static string Title(string title) => title.Length <= Filing.LongestTitle ? title : title[..Filing.LongestTitle];
}
