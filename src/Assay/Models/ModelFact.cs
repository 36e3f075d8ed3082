using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Models;

/// <summary>Something that was found out about a version. The latest of a kind counts; none is ever changed.</summary>
public sealed class ModelFact : ITenantRow
{
    public const int MaxBytes = 256 * 1024;

    public Guid OrganizationId { get; private init; }

    public required Guid Id { get; init; }

    public required Guid ModelId { get; init; }

    public required int Number { get; init; }

    /// <summary>Counts the facts of a version: of two that were told at the same moment, the higher came later.</summary>
    public required int Ordinal { get; init; }

    /// <summary>One of <see cref="FactKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>JSON, whose shape the kind says.</summary>
    public required string Body { get; init; }

    public required string RecordedBy { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public JsonElement Json => JsonElement.Parse(Body);
}

internal sealed class ModelFactTable : IEntityTypeConfiguration<ModelFact>
{
    public void Configure(EntityTypeBuilder<ModelFact> builder)
    {
        builder.HasKey(f => f.Id);
        builder.Ignore(f => f.Json);
    }
}
