using System.Text.Json;
using Assay.Models;
using Microsoft.EntityFrameworkCore;

namespace Assay.Components;

/// <summary>Takes the bill of materials of a version in, and puts components that nobody has seen before into the register, still to be evaluated.</summary>
public sealed class ImportBom(Tenancy tenancy)
{
    public const int MaxBytes = 16 * 1024 * 1024;
    public const int MaxComponents = 2_000;

    public abstract record Outcome
    {
        public sealed record Imported(int Components, int Fresh) : Outcome;

        public sealed record NotFound : Outcome;

        public sealed record Wrong(string Message) : Outcome;
    }

    public async Task<Outcome> RunAsync(Actor actor, string name, int number, string text, CancellationToken stop)
    {
        IReadOnlyList<BomText.Line> lines;
        try
        {
            lines = BomText.Lines(BomText.Parse(text));
        }
        catch (FormatException wrong)
        {
            return new Outcome.Wrong(wrong.Message);
        }

        if (lines.Count > MaxComponents) return new Outcome.Wrong($"It lists {lines.Count} components; at most {MaxComponents} are taken.");

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.HoldModelAsync(name, stop) is null || await db.VersionAsync(name, number, stop) is not { } version) return new Outcome.NotFound();

        var fresh = await AddFreshAsync(db, lines, stop);
        await RecordFact.AddAsync(db, actor, version, FactKind.Bom, JsonSerializer.Serialize(new { components = lines.Select(l => new { ecosystem = l.Ecosystem, name = l.Name, release = l.Release, licence = l.Licence }) }), stop);
        if (fresh > 0) db.Record(actor, "component.seen", version.Subject, new { model = name, version = number, fresh });
        await db.CommitAsync(stop);
        return new Outcome.Imported(lines.Count, fresh);
    }

    private static async Task<int> AddFreshAsync(AssayDb db, IReadOnlyList<BomText.Line> lines, CancellationToken stop)
    {
        var names = lines.Select(l => l.Name).Distinct().ToArray();
        var there = (await db.Set<Component>().AsNoTracking().Where(c => names.Contains(c.Name)).Select(c => new { c.Ecosystem, c.Name, c.Release }).ToListAsync(stop))
            .Select(c => (c.Ecosystem, c.Name, c.Release)).ToHashSet();
        var fresh = lines.Where(l => !there.Contains((l.Ecosystem, l.Name, l.Release))).ToList();
        var now = db.Clock.GetUtcNow();

        db.AddRange(fresh.Select(l => new Component { Id = Guid.CreateVersion7(now), Ecosystem = l.Ecosystem, Name = l.Name, Release = l.Release, Purl = l.Purl, Licence = l.Licence, FirstSeenAt = now }));
        return fresh.Count;
    }
}
