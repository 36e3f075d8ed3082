using Microsoft.EntityFrameworkCore;

namespace Assay.Pipelines;

/// <summary>The nodes and edges that some events tell of, each once.</summary>
internal sealed class LineageDelta
{
    private sealed record Node(LineageKind Kind, string Namespace, string Name)
    {
        public string Version { get; set; } = "";
        public DateTimeOffset First { get; set; } = DateTimeOffset.MaxValue;
        public DateTimeOffset Last { get; set; } = DateTimeOffset.MinValue;
    }

    private sealed class Edge
    {
        public string Version { get; set; } = "";
        public DateTimeOffset First { get; set; } = DateTimeOffset.MaxValue;
        public DateTimeOffset Last { get; set; } = DateTimeOffset.MinValue;
    }

    // In the order of their keys, so that two calls that touch the same rows wait for each other rather than lock each other.
    private readonly SortedDictionary<Guid, Node> _nodes = [];
    private readonly SortedDictionary<(Guid From, Guid To), Edge> _edges = [];

    public LineageDelta(IEnumerable<OpenLineageEvent> events)
    {
        foreach (var e in events.Where(e => e.Flowed)) Add(e);
    }

    public async Task SaveAsync(AssayDb db, CancellationToken stop)
    {
        Guid[] ids = [.. _nodes.Keys];
        string[] kinds = [.. _nodes.Values.Select(n => n.Kind.ToString())], namespaces = [.. _nodes.Values.Select(n => n.Namespace)];
        string[] names = [.. _nodes.Values.Select(n => n.Name)], versions = [.. _nodes.Values.Select(n => n.Version)];
        DateTimeOffset[] firsts = [.. _nodes.Values.Select(n => n.First)], lasts = [.. _nodes.Values.Select(n => n.Last)];

        await db.Database.ExecuteSqlAsync($"""
            insert into lineage_node (organization_id, id, kind, namespace, name, version, first_seen, last_seen)
            select {db.Organization.Value}, n.id, n.kind, n.namespace, n.name, n.version, n.first_seen, n.last_seen
            from unnest({ids}, {kinds}, {namespaces}, {names}, {versions}, {firsts}, {lasts}) as n (id, kind, namespace, name, version, first_seen, last_seen)
            on conflict (organization_id, id) do update set
                version = case when excluded.last_seen >= lineage_node.last_seen and excluded.version <> '' then excluded.version else lineage_node.version end,
                first_seen = least(lineage_node.first_seen, excluded.first_seen), last_seen = greatest(lineage_node.last_seen, excluded.last_seen)
            where excluded.last_seen > lineage_node.last_seen or excluded.first_seen < lineage_node.first_seen
            """, stop);

        Guid[] from = [.. _edges.Keys.Select(e => e.From)], to = [.. _edges.Keys.Select(e => e.To)];
        string[] carried = [.. _edges.Values.Select(e => e.Version)];
        DateTimeOffset[] since = [.. _edges.Values.Select(e => e.First)], until = [.. _edges.Values.Select(e => e.Last)];

        await db.Database.ExecuteSqlAsync($"""
            insert into lineage_edge (organization_id, from_id, to_id, version, first_seen, last_seen)
            select {db.Organization.Value}, e.from_id, e.to_id, e.version, e.first_seen, e.last_seen
            from unnest({from}, {to}, {carried}, {since}, {until}) as e (from_id, to_id, version, first_seen, last_seen)
            on conflict (organization_id, from_id, to_id) do update set
                version = case when excluded.last_seen >= lineage_edge.last_seen and excluded.version <> '' then excluded.version else lineage_edge.version end,
                first_seen = least(lineage_edge.first_seen, excluded.first_seen), last_seen = greatest(lineage_edge.last_seen, excluded.last_seen)
            where excluded.last_seen > lineage_edge.last_seen or excluded.first_seen < lineage_edge.first_seen
            """, stop);
    }

    private void Add(OpenLineageEvent e)
    {
        var at = e.At.ToUniversalTime();
        var job = e.JobName.Length > 0 ? See(LineageKind.Job, e.JobNamespace, e.JobName, e.Definition, at) : (Guid?)null;

        foreach (var flow in e.Inputs) Join(See(LineageKey.KindOf(flow.Namespace), flow.Namespace, flow.Name, flow.Version, at), job, flow.Version, at);
        foreach (var flow in e.Outputs) Join(job, See(LineageKey.KindOf(flow.Namespace), flow.Namespace, flow.Name, flow.Version, at), flow.Version, at);
    }

    private Guid See(LineageKind kind, string @namespace, string name, string version, DateTimeOffset at)
    {
        var id = LineageKey.Of(kind, @namespace, name);
        if (!_nodes.TryGetValue(id, out var node)) _nodes[id] = node = new(kind, @namespace, name);

        if (version.Length > 0 && at >= node.Last) node.Version = version;
        (node.First, node.Last) = (at < node.First ? at : node.First, at > node.Last ? at : node.Last);
        return id;
    }

    private void Join(Guid? from, Guid? to, string version, DateTimeOffset at)
    {
        if (from is not { } source || to is not { } target) return;
        if (!_edges.TryGetValue((source, target), out var edge)) _edges[(source, target)] = edge = new();

        if (version.Length > 0 && at >= edge.Last) edge.Version = version;
        (edge.First, edge.Last) = (at < edge.First ? at : edge.First, at > edge.Last ? at : edge.Last);
    }
}
