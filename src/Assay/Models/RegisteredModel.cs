using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Models;

/// <summary>A model by its name, with as many versions as it ever had.</summary>
public sealed class RegisteredModel : ITenantRow, IVersioned
{
    public const int LongestName = 256;

    public Guid OrganizationId { get; private init; }

    public required Guid Id { get; init; }

    public required string Name { get; set; }

    public string? Description { get; set; }

    /// <summary>Who answers for it: a role or a team.</summary>
    public string Owner { get; set; } = "";

    /// <summary>Decides over people, so that its card must be complete before it is promoted.</summary>
    public bool Consequential { get; set; }

    /// <summary>How many numbers were given. A number is never given twice, whatever is deleted.</summary>
    public int Versions { get; set; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public DateTimeOffset? DeletedAt { get; set; }

    public int Version { get; set; } = 1;

    public string Subject => SubjectOf(Id);

    /// <summary>How the ledger names a model.</summary>
    public static string SubjectOf(Guid id) => $"model/{id:n}";
}

internal sealed class RegisteredModelTable : IEntityTypeConfiguration<RegisteredModel>
{
    public void Configure(EntityTypeBuilder<RegisteredModel> builder)
    {
        builder.HasKey(m => m.Id);
        builder.Ignore(m => m.Subject);
    }
}
