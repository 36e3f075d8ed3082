using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Experiments;

public enum RunStatus
{
    Running,
    Scheduled,
    Finished,
    Failed,
    Killed,
}

/// <summary>One execution of a training job, as it told of itself.</summary>
public sealed class ExperimentRun : ITenantRow, IVersioned
{
    public Guid OrganizationId { get; private init; }

    public required string RunId { get; init; }

    public required int Experiment { get; init; }

    public required string Name { get; set; }

    /// <summary>Whom the client said it runs for. Whose token it came with is <see cref="CreatedBy"/>.</summary>
    public required string UserName { get; init; }

    public RunStatus Status { get; set; }

    /// <summary>Milliseconds of the client's clock.</summary>
    public required long StartedAt { get; init; }

    public long? EndedAt { get; set; }

    public required string ArtifactUri { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DeletedAt { get; set; }

    public int Version { get; set; } = 1;

    public bool HasEnded => Status is RunStatus.Finished or RunStatus.Failed or RunStatus.Killed;

    public string Subject => SubjectOf(RunId);

    /// <summary>How the ledger names it.</summary>
    public static string SubjectOf(string run) => $"run/{run}";
}

internal sealed class ExperimentRunTable : IEntityTypeConfiguration<ExperimentRun>
{
    public void Configure(EntityTypeBuilder<ExperimentRun> builder)
    {
        builder.HasKey(r => r.RunId);
        builder.Ignore(r => r.Subject);
        builder.Ignore(r => r.HasEnded);
    }
}
