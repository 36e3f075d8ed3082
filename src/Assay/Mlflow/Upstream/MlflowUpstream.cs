using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Mlflow;

/// <summary>How this registry and a company's MLflow server live together.</summary>
public enum UpstreamMode
{
    /// <summary>There is none, or it has nothing to do with this: Assay is the registry.</summary>
    Registry,

    /// <summary>Clients call Assay, which passes everything on but promotions that the gate does not let through.</summary>
    Front,

    /// <summary>Clients call the server; Assay looks at it and finds what passed no gate.</summary>
    Beside,
}

/// <summary>The MLflow server of a company. Its credential lies sealed, elsewhere.</summary>
public sealed class MlflowUpstream : ITenantRow, IVersioned
{
    /// <summary>The name of the sealed credential.</summary>
    internal const string Credential = "mlflow.credential";

    public Guid OrganizationId { get; private init; }

    public UpstreamMode Mode { get; set; }

    /// <summary>Without a slash at its end.</summary>
    public string Address { get; set; } = "";

    /// <summary>Whose password the credential is; empty where it is sent as a bearer token.</summary>
    public string UserName { get; set; } = "";

    public Guid ChangedBy { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>The page at which a round of import was cut off; empty where it was not.</summary>
    public string ResumeAt { get; set; } = "";

    public DateTimeOffset? LookedAt { get; set; }

    /// <summary>Why the last round failed; empty where it did not.</summary>
    public string Trouble { get; set; } = "";

    public int Version { get; set; } = 1;
}

/// <summary>A model that came from another server.</summary>
public sealed class ImportedModel : ITenantRow
{
    public Guid OrganizationId { get; private init; }

    public required Guid ModelId { get; init; }

    /// <summary>The address of that server.</summary>
    public required string Origin { get; init; }

    public required DateTimeOffset ImportedAt { get; init; }
}

internal sealed class MlflowUpstreamTable : IEntityTypeConfiguration<MlflowUpstream>, IEntityTypeConfiguration<ImportedModel>
{
    public void Configure(EntityTypeBuilder<MlflowUpstream> builder) => builder.HasKey(u => u.OrganizationId);

    public void Configure(EntityTypeBuilder<ImportedModel> builder) => builder.HasKey(i => i.ModelId);
}
