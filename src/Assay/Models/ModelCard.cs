using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Models;

/// <summary>One revision of the text that says what a model is for: Hugging Face's format, a YAML head and Markdown below it.</summary>
public sealed class ModelCard : ITenantRow
{
    public const int MaxBytes = 256 * 1024;

    public Guid OrganizationId { get; private init; }

    public required Guid ModelId { get; init; }

    public required int Revision { get; init; }

    public required string Text { get; init; }

    public required string WrittenBy { get; init; }

    public required DateTimeOffset WrittenAt { get; init; }
}

internal sealed class ModelCardTable : IEntityTypeConfiguration<ModelCard>
{
    public void Configure(EntityTypeBuilder<ModelCard> builder) => builder.HasKey(c => new { c.ModelId, c.Revision });
}
