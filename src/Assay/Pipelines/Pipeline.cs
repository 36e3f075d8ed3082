using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Pipelines;

/// <summary>Something that turns data into other data, a model or an endpoint, again and again.</summary>
public sealed class Pipeline : IRegisterRow
{
    public Guid OrganizationId { get; private init; }

    public Guid Id { get; set; }

    public int Version { get; set; }

    public string Name { get; set; } = "";

    public string Purpose { get; set; } = "";

    public string OwnerEmail { get; set; } = "";

    public string Tool { get; set; } = "";

    public PipelineEnvironment Environment { get; set; }

    /// <summary>With the name below, how its runs report themselves.</summary>
    public string JobNamespace { get; set; } = "";

    public string JobName { get; set; } = "";

    /// <summary>A finished run is missed after so many hours; 0 where it runs on demand.</summary>
    public long ExpectedEveryHours { get; set; }

    public string Subject => $"pipeline/{Id:n}";
}

public enum PipelineEnvironment
{
    Unknown,
    Development,
    Staging,
    Training,
    Production,
}

/// <summary>One step of a pipeline, as it is documented.</summary>
public sealed class PipelineStep : IRegisterRow
{
    public Guid OrganizationId { get; private init; }

    public Guid Id { get; set; }

    public int Version { get; set; }

    public string Pipeline { get; set; } = "";

    public long Position { get; set; }

    public Stage Stage { get; set; }

    public string Name { get; set; } = "";

    public string Purpose { get; set; } = "";

    public string Inputs { get; set; } = "";

    public string Outputs { get; set; } = "";

    public string OwnerEmail { get; set; } = "";

    public string Tool { get; set; } = "";

    public bool IsDocumented => Purpose.Length > 0 && Inputs.Length > 0 && Outputs.Length > 0 && OwnerEmail.Length > 0;
}

public enum Stage
{
    Ingestion,
    Cleaning,
    Features,
    Training,
    Evaluation,
    Deployment,
}

internal sealed class PipelineTable : IEntityTypeConfiguration<Pipeline>
{
    public void Configure(EntityTypeBuilder<Pipeline> builder)
    {
        builder.HasKey(p => new { p.OrganizationId, p.Id });
        builder.Ignore(p => p.Subject);
    }
}

internal sealed class PipelineStepTable : IEntityTypeConfiguration<PipelineStep>
{
    public void Configure(EntityTypeBuilder<PipelineStep> builder)
    {
        builder.HasKey(s => new { s.OrganizationId, s.Id });
        builder.Ignore(s => s.IsDocumented);
    }
}
