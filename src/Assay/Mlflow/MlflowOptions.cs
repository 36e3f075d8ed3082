using System.ComponentModel.DataAnnotations;

namespace Assay.Mlflow;

/// <summary>The <c>Mlflow</c> section: how far an organisation's own server may lie, and how long it is waited for.</summary>
public sealed class MlflowOptions
{
    public Reach Reach { get; set; } = Reach.Network;

    /// <summary>Seconds until an answer must have begun.</summary>
    [Range(1, 600)]
    public int TimeoutSeconds { get; set; } = 60;

    /// <summary>The largest artifact that is passed on.</summary>
    [Range(1, long.MaxValue)]
    public long MaxArtifactBytes { get; set; } = 64L * 1024 * 1024 * 1024;
}
