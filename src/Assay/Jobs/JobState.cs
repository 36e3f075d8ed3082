namespace Assay.Jobs;

/// <summary>How a job stands, as every process sees it.</summary>
public sealed record JobState(
    string Name, TimeSpan Every, DateTimeOffset NextRunAt, bool IsRunning, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, string? Result, int Failures)
{
    public bool HasFailed => Failures > 0;
}
