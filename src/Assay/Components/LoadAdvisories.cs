using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Assay.Components;

/// <summary>Loads advisories from a file in the OSV format: one, a list of them, one on each line, or a ZIP archive as osv.dev gives it out.</summary>
public sealed class LoadAdvisories(Tenancy tenancy)
{
    public const int MaxBytes = 256 * 1024 * 1024;

    public abstract record Outcome
    {
        public sealed record Loaded(int Advisories, int Packages) : Outcome;

        public sealed record Wrong(string Message) : Outcome;
    }

    public async Task<Outcome> RunAsync(Actor actor, Stream file, CancellationToken stop)
    {
        List<JsonElement> advisories;
        try
        {
            advisories = Read(file);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidDataException)
        {
            return new Outcome.Wrong($"The file cannot be read as OSV: {wrong.Message}");
        }

        if (advisories.Find(a => a.ValueKind is not JsonValueKind.Object || !a.TryGetProperty("id", out _)) is { ValueKind: not JsonValueKind.Undefined }) return new Outcome.Wrong("Each advisory is an object with an id.");
        if (advisories.Count == 0) return new Outcome.Wrong("The file holds no advisory.");

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var packages = 0;

        foreach (var part in advisories.DistinctBy(Id).Chunk(500))
        {
            var ids = part.Select(Id).ToArray();
            await db.Set<AdvisoryRange>().Where(r => ids.Contains(r.AdvisoryId)).ExecuteDeleteAsync(stop);
            await db.Set<Advisory>().Where(a => ids.Contains(a.Id)).ExecuteDeleteAsync(stop);

            foreach (var advisory in part) packages += Add(db, advisory);
            await db.SaveChangesAsync(stop);
            db.ChangeTracker.Clear();
        }

        db.Record(actor, "advisory.loaded", "advisory/all", new { advisories = advisories.Count, packages });
        await db.CommitAsync(stop);
        return new Outcome.Loaded(advisories.Count, packages);
    }

    private static int Add(AssayDb db, JsonElement osv)
    {
        var now = db.Clock.GetUtcNow();
        db.Add(new Advisory
        {
            Id = Id(osv),
            Summary = Text(osv, "summary") is { Length: > 0 } summary ? summary : Text(osv, "details") is var details && details.Length > 500 ? details[..500] : details,
            Severity = osv.TryGetProperty("database_specific", out var more) ? Text(more, "severity") : "",
            ModifiedAt = DateTimeOffset.TryParse(Text(osv, "modified"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var modified) ? modified : now,
            LoadedAt = now,
        });

        var ordinal = 0;
        foreach (var affected in Items(osv, "affected").Where(a => a.TryGetProperty("package", out _)))
        {
            var package = affected.GetProperty("package");
            var ecosystem = Text(package, "ecosystem").Split(':')[0];
            var name = ecosystem == "PyPI" ? Text(package, "name").ToLowerInvariant().Replace('_', '-') : Text(package, "name");
            var releases = Items(affected, "versions").Where(v => v.ValueKind is JsonValueKind.String).Select(v => v.GetString()!).ToArray();
            var ranges = Items(affected, "ranges").Where(r => Text(r, "type") != "GIT").ToList();

            foreach (var events in ranges.Select(r => Items(r, "events").SelectMany(e => e.EnumerateObject().Where(p => p.Value.ValueKind is JsonValueKind.String).Select(p => $"{p.Name}:{p.Value.GetString()}")).Where(e => !e.StartsWith("limit:", StringComparison.Ordinal)).ToArray()).DefaultIfEmpty([]))
                db.Add(new AdvisoryRange { AdvisoryId = Id(osv), Ordinal = ordinal++, Ecosystem = ecosystem, Package = name, Releases = releases, Events = events });
        }

        return ordinal;
    }

    private static List<JsonElement> Read(Stream file)
    {
        if (file.ReadByte() is 'P' && file.ReadByte() is 'K')
        {
            file.Position = 0;
            using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            return [.. archive.Entries.Where(e => e.Name.EndsWith(".json", StringComparison.Ordinal)).SelectMany(e => { using var entry = e.Open(); return ReadText(entry); })];
        }

        file.Position = 0;
        return ReadText(file);
    }

    private static List<JsonElement> ReadText(Stream stream)
    {
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd().Trim();

        if (text.StartsWith('[')) return [.. JsonElement.Parse(text).EnumerateArray()];
        return text.Contains('\n', StringComparison.Ordinal) && text.Split('\n').All(l => l.Trim() is "" or ['{', .., '}'])
            ? [.. text.Split('\n').Where(l => l.Trim().Length > 0).Select(l => JsonElement.Parse(l))]
            : [JsonElement.Parse(text)];
    }

    private static string Id(JsonElement osv) => Text(osv, "id");

    private static string Text(JsonElement holder, string name) => holder.ValueKind is JsonValueKind.Object && holder.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString()! : "";

    private static JsonElement.ArrayEnumerator Items(JsonElement holder, string name) => holder.TryGetProperty(name, out var list) && list.ValueKind is JsonValueKind.Array ? list.EnumerateArray() : default;
}
