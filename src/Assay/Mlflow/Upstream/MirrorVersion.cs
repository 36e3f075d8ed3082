using System.Globalization;
using System.Text.Json;
using Assay.Models;
using Microsoft.EntityFrameworkCore;

namespace Assay.Mlflow;

/// <summary>Keeps a model and a version of another server here under the same name and number, so that facts and approvals have something to belong to.</summary>
/// <remarks>
/// Who registered it there is not known here: its author is nobody, and the code review's rule has to see to it that nobody
/// approves their own. Where the call came through Assay, its author is whoever called.
/// </remarks>
internal static class MirrorVersion
{
    /// <summary>What became of one version.</summary>
    /// <param name="Version">Null where a model of one's own has its name: the two are not mixed up.</param>
    public sealed record Result(ModelVersion? Version, bool IsNew);

    /// <summary>As part of a larger transaction, which commits.</summary>
    /// <param name="version">MLflow's <c>ModelVersion</c>.</param>
    /// <param name="asOf">When the server was asked: what changed here since is newer.</param>
    public static async Task<Result> RunAsync(AssayDb db, Actor actor, string origin, JsonElement version, DateTimeOffset asOf, CancellationToken stop)
    {
        var (name, number) = (Text(version, "name"), int.Parse(Text(version, "version"), CultureInfo.InvariantCulture));
        if (await ModelAsync(db, actor, origin, name, null, stop) is not { } model) return new(null, false);

        var now = db.Clock.GetUtcNow();
        var stage = Enum.TryParse<ModelStage>(Text(version, "current_stage"), out var known) ? known : ModelStage.None;

        if (await db.Set<ModelVersion>().FirstOrDefaultAsync(v => v.ModelId == model.Id && v.Number == number, stop) is { } there)
        {
            if (there.Stage != stage && there.UpdatedAt <= asOf)
            {
                db.Record(actor, "model.stage_changed", there.Subject, new { model = name, version = number, from = there.Stage, to = stage, origin });
                (there.Stage, there.UpdatedAt) = (stage, now);
            }

            return new(there, false);
        }

        var added = new ModelVersion
        {
            ModelId = model.Id,
            Number = number,
            Name = name,
            Source = Text(version, "source") is { Length: > 0 } source ? source : $"{origin}/#/models/{name}/versions/{number}",
            RunId = Text(version, "run_id"),
            RunLink = Text(version, "run_link"),
            Description = Text(version, "description") is { Length: > 0 } words ? words : null,
            Stage = stage,
            Author = actor.UserId,
            AuthorIsService = actor.IsService,
            CreatedAt = Time(version, "creation_timestamp") ?? now,
            UpdatedAt = Time(version, "last_updated_timestamp") ?? now,
        };

        model.Versions = Math.Max(model.Versions, number);
        db.Add(added);
        db.Record(actor, "model.version_imported", added.Subject, new { model = name, version = number, source = added.Source, run = added.RunId, origin });
        await db.SaveChangesAsync(stop);                    // its tags refer to it
        db.AddRange(Pairs(version).Select(t => new ModelVersionTag { ModelId = model.Id, Number = number, Key = t.Key, Value = t.Value }));
        return new(added, true);
    }

    /// <returns>Null where a model of one's own has the name.</returns>
    public static async Task<RegisteredModel?> ModelAsync(AssayDb db, Actor actor, string origin, string name, JsonElement? shown, CancellationToken stop)
    {
        if (await db.HoldModelAsync(name, stop) is { } there)
            return await db.Set<ImportedModel>().AnyAsync(i => i.ModelId == there.Id && i.Origin == origin, stop) ? there : null;

        var now = db.Clock.GetUtcNow();
        var model = new RegisteredModel
        {
            Id = Guid.CreateVersion7(now),
            Name = name,
            Description = shown is { } json && Text(json, "description") is { Length: > 0 } words ? words : null,
            CreatedBy = actor.LedgerId,
            CreatedAt = (shown is { } dated ? Time(dated, "creation_timestamp") : null) ?? now,
            UpdatedAt = (shown is { } changed ? Time(changed, "last_updated_timestamp") : null) ?? now,
        };

        db.Add(model);
        await db.SaveChangesAsync(stop);
        db.Add(new ImportedModel { ModelId = model.Id, Origin = origin, ImportedAt = now });
        db.Add(new ModelTag { ModelId = model.Id, Key = _origin, Value = origin });
        if (shown is { } tagged) db.AddRange(Pairs(tagged).Where(t => t.Key != _origin).Select(t => new ModelTag { ModelId = model.Id, Key = t.Key, Value = t.Value }));
        db.Record(actor, "model.imported", model.Subject, new { name, origin });
        await db.SaveChangesAsync(stop);
        return model;
    }

    /// <summary>The tag by which people see where a model came from.</summary>
    private const string _origin = "assay.origin";

    internal static string Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString()! : "";

    internal static IEnumerable<JsonElement> Items(JsonElement json, string name) => json.TryGetProperty(name, out var list) && list.ValueKind is JsonValueKind.Array ? list.EnumerateArray() : [];

    private static DateTimeOffset? Time(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var ms) && ms is > 0 and < 253_402_300_800_000 ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;

    private static IEnumerable<(string Key, string Value)> Pairs(JsonElement json) =>
        Items(json, "tags").Select(t => (Key: Text(t, "key"), Value: Text(t, "value"))).Where(t => t.Key.Length is > 0 and <= 250 && t.Value.Length <= 5000).DistinctBy(t => t.Key);
}
