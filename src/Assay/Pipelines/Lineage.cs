using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Pipelines;

/// <summary>What a node of the lineage is. Models and endpoints are datasets of a namespace that begins so, because OpenLineage knows only jobs and datasets.</summary>
public enum LineageKind
{
    Dataset,
    Job,
    Model,
    Endpoint,
}

/// <summary>The id of a node follows from its name, so that two reports of one thing meet without asking the database.</summary>
public static class LineageKey
{
    public static Guid Of(LineageKind kind, string @namespace, string name) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{(kind is LineageKind.Job ? "job" : "dataset")}\n{@namespace}\n{name}")).AsSpan(0, 16), bigEndian: true);

    public static LineageKind KindOf(string @namespace) =>
        @namespace.StartsWith("model", StringComparison.OrdinalIgnoreCase) ? LineageKind.Model
        : @namespace.StartsWith("endpoint", StringComparison.OrdinalIgnoreCase) ? LineageKind.Endpoint
        : LineageKind.Dataset;
}

/// <summary>What a pipeline reported. Never changed.</summary>
public sealed class LineageEvent : ITenantRow
{
    public Guid OrganizationId { get; private init; }

    public required Guid Id { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required string EventType { get; init; }

    public required string JobNamespace { get; init; }

    public required string JobName { get; init; }

    public Guid? RunId { get; init; }

    /// <summary>The commit or digest of the job's code, where the event tells it.</summary>
    public required string Definition { get; init; }

    public required string Body { get; init; }
}

public sealed class LineageNode : ITenantRow
{
    public Guid OrganizationId { get; private init; }

    public required Guid Id { get; init; }

    public required LineageKind Kind { get; init; }

    public required string Namespace { get; init; }

    public required string Name { get; init; }

    /// <summary>As the latest event named it; empty where none did.</summary>
    public required string Version { get; init; }

    public required DateTimeOffset FirstSeen { get; init; }

    public required DateTimeOffset LastSeen { get; init; }
}

/// <summary>Something flowed from one node into another.</summary>
public sealed class LineageEdge : ITenantRow
{
    public Guid OrganizationId { get; private init; }

    public required Guid FromId { get; init; }

    public required Guid ToId { get; init; }

    public required string Version { get; init; }

    public required DateTimeOffset FirstSeen { get; init; }

    public required DateTimeOffset LastSeen { get; init; }
}

internal sealed class LineageEventTable : IEntityTypeConfiguration<LineageEvent>
{
    public void Configure(EntityTypeBuilder<LineageEvent> builder) => builder.HasKey(e => e.Id);
}

internal sealed class LineageNodeTable : IEntityTypeConfiguration<LineageNode>
{
    public void Configure(EntityTypeBuilder<LineageNode> builder) => builder.HasKey(n => n.Id);
}

internal sealed class LineageEdgeTable : IEntityTypeConfiguration<LineageEdge>
{
    public void Configure(EntityTypeBuilder<LineageEdge> builder) => builder.HasKey(e => new { e.FromId, e.ToId });
}
