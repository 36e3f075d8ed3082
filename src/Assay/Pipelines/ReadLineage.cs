using Assay.Datasets;
using Microsoft.EntityFrameworkCore;

namespace Assay.Pipelines;

/// <summary>What a node came from and what came of it, as it is known now or was at a past moment.</summary>
public sealed class ReadLineage(Tenancy tenancy)
{
    public const int Deepest = 20;

    /// <summary>More than these no picture shows; the answer says where it was cut.</summary>
    public const int MostNodes = 300;

    private const int _mostRows = 20_000;

    /// <param name="Level">How many steps away: below 0 where it came from, above 0 what came of it.</param>
    /// <param name="Dataset">The dataset of the inventory that it is; null where nobody documented it, or where it is none.</param>
    public sealed record Place(Guid Id, LineageKind Kind, string Namespace, string Name, string Version, int Level, Guid? Dataset, string? Digest, DatasetApproval? Approval)
    {
        public bool IsUndocumented => Kind is LineageKind.Dataset && Dataset is null;
    }

    public sealed record Arrow(Guid From, Guid To, string Version, DateTimeOffset FirstSeen, DateTimeOffset LastSeen);

    public sealed record Graph(Place Centre, DateTimeOffset At, IReadOnlyList<Place> Places, IReadOnlyList<Arrow> Arrows, bool IsCut);

    private sealed record Reached(Guid Id, int Level);

    /// <returns>Null where there is no such node at that time.</returns>
    public async Task<Graph?> RunAsync(Actor actor, Guid node, DateTimeOffset at, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (!await db.Set<LineageNode>().AnyAsync(n => n.Id == node && n.FirstSeen <= at, stop)) return null;

        var levels = new Dictionary<Guid, int> { [node] = 0 };
        foreach (var reached in await UpAsync(db, node, at, stop)) levels.TryAdd(reached.Id, -reached.Level);
        foreach (var reached in await DownAsync(db, node, at, stop)) levels.TryAdd(reached.Id, reached.Level);

        var shown = levels.OrderBy(l => Math.Abs(l.Value)).Take(MostNodes).ToDictionary();
        Guid[] ids = [.. shown.Keys];
        var nodes = await db.Set<LineageNode>().AsNoTracking().Where(n => ids.Contains(n.Id)).ToListAsync(stop);
        var arrows = await db.Set<LineageEdge>().AsNoTracking().Where(e => ids.Contains(e.FromId) && ids.Contains(e.ToId) && e.FirstSeen <= at).ToListAsync(stop);
        var documented = await DocumentedAsync(db, nodes, stop);

        List<Place> places = [.. from n in nodes
                                 let known = documented.GetValueOrDefault(n.Id)
                                 orderby shown[n.Id], n.Name
                                 select new Place(n.Id, n.Kind, n.Namespace, n.Name, n.Version, shown[n.Id], known?.Dataset, known?.Digest, known?.Approval)];

        return new(places.Single(p => p.Id == node), at, places, [.. arrows.Select(a => new Arrow(a.FromId, a.ToId, a.Version, a.FirstSeen, a.LastSeen))], levels.Count > shown.Count);
    }

    /// <summary>The nodes that were heard of last, or those whose name holds some words.</summary>
    public async Task<IReadOnlyList<LineageNode>> FindAsync(Actor actor, string? words, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var nodes = db.Set<LineageNode>().AsNoTracking();
        if (!string.IsNullOrWhiteSpace(words)) nodes = nodes.Where(n => n.Name.Contains(words.Trim()));

        return await nodes.OrderByDescending(n => n.LastSeen).ThenBy(n => n.Id).Take(50).ToListAsync(stop);
    }

    private static Task<List<Reached>> UpAsync(AssayDb db, Guid node, DateTimeOffset at, CancellationToken stop) => db.Database.SqlQuery<Reached>($"""
        with recursive reached (id, level) as (
            select from_id, 1 from lineage_edge where organization_id = {db.Organization.Value} and to_id = {node} and first_seen <= {at}
            union
            select e.from_id, r.level + 1 from reached r join lineage_edge e on e.organization_id = {db.Organization.Value} and e.to_id = r.id
            where r.level < {Deepest} and e.first_seen <= {at})
        select id, min(level) as level from (select id, level from reached limit {_mostRows}) as found group by id order by 2 limit {MostNodes}
        """).ToListAsync(stop);

    private static Task<List<Reached>> DownAsync(AssayDb db, Guid node, DateTimeOffset at, CancellationToken stop) => db.Database.SqlQuery<Reached>($"""
        with recursive reached (id, level) as (
            select to_id, 1 from lineage_edge where organization_id = {db.Organization.Value} and from_id = {node} and first_seen <= {at}
            union
            select e.to_id, r.level + 1 from reached r join lineage_edge e on e.organization_id = {db.Organization.Value} and e.from_id = r.id
            where r.level < {Deepest} and e.first_seen <= {at})
        select id, min(level) as level from (select id, level from reached limit {_mostRows}) as found group by id order by 2 limit {MostNodes}
        """).ToListAsync(stop);

    private sealed record Known(Guid Dataset, string? Digest, DatasetApproval? Approval);

    /// <summary>Joins nodes to the inventory by name or location, and to the version that the events named, else the latest.</summary>
    private static async Task<Dictionary<Guid, Known>> DocumentedAsync(AssayDb db, List<LineageNode> nodes, CancellationToken stop)
    {
        var wanted = nodes.Where(n => n.Kind is LineageKind.Dataset).ToDictionary(n => n.Id, n => (string[])[n.Name, $"{n.Namespace}/{n.Name}"]);
        string[] names = [.. wanted.Values.SelectMany(n => n).Distinct()];
        var datasets = await db.Set<Dataset>().AsNoTracking().Where(d => names.Contains(d.Name) || names.Contains(d.Location)).Select(d => new { d.Id, d.Name, d.Location }).ToListAsync(stop);

        Guid[] ids = [.. datasets.Select(d => d.Id)];
        var versions = (await ReadDatasetVersions.OfAsync(db, db.Set<DatasetVersion>().Where(v => ids.Contains(v.DatasetId)), stop)).ToLookup(v => v.DatasetId);
        var known = new Dictionary<Guid, Known>();

        foreach (var node in nodes.Where(n => wanted.ContainsKey(n.Id)))
        {
            if (datasets.FirstOrDefault(d => wanted[node.Id].Contains(d.Name) || wanted[node.Id].Contains(d.Location)) is not { } dataset) continue;
            var version = versions[dataset.Id].FirstOrDefault(v => v.Label == node.Version || v.Digest == node.Version) ?? versions[dataset.Id].MaxBy(v => v.Number);
            known[node.Id] = new(dataset.Id, version?.Digest, version?.Approval);
        }

        return known;
    }
}
