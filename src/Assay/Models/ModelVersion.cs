using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Models;

/// <summary>What MLflow calls a stage: a label that its clients read.</summary>
public enum ModelStage
{
    None,
    Staging,
    Production,
    Archived,
}

/// <summary>How far a version has come. Each step has entry rules, and none is skipped.</summary>
public enum ModelState
{
    Research,
    Validation,
    Staging,
    Production,
    Retired,
}

/// <summary>One version of a model. How it stands may change; what it is may not, which the database enforces by its grants.</summary>
public sealed class ModelVersion : ITenantRow, IVersioned
{
    public Guid OrganizationId { get; private init; }

    public required Guid ModelId { get; init; }

    public required int Number { get; init; }

    /// <summary>The model's name, kept here too so that lists are ordered without a join.</summary>
    public required string Name { get; set; }

    /// <summary>Where the artifact lies, as whoever registered it said.</summary>
    public required string Source { get; init; }

    public string RunId { get; init; } = "";

    public string RunLink { get; init; } = "";

    public string? Description { get; set; }

    public ModelStage Stage { get; set; }

    public ModelState State { get; set; }

    /// <summary>The person, or the program's account, that registered it: whoever it is may not approve it.</summary>
    public required Guid Author { get; init; }

    public bool AuthorIsService { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public DateTimeOffset? DeletedAt { get; set; }

    public int Version { get; set; } = 1;

    public string Subject => SubjectOf(ModelId, Number);

    /// <summary>How the ledger names a version.</summary>
    public static string SubjectOf(Guid modelId, int number) => $"model_version/{modelId:n}.{number}";
}

internal sealed class ModelVersionTable : IEntityTypeConfiguration<ModelVersion>
{
    public void Configure(EntityTypeBuilder<ModelVersion> builder)
    {
        builder.HasKey(v => new { v.ModelId, v.Number });
        builder.Ignore(v => v.Subject);
    }
}
