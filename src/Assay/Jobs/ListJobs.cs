namespace Assay.Jobs;

/// <summary>Every job of this installation, when it ran and what came of it.</summary>
public sealed class ListJobs
{
    private readonly JobTable _table;

    internal ListJobs(JobTable table) => _table = table;

    public Task<IReadOnlyList<JobState>> RunAsync(CancellationToken stop) => _table.ListAsync(stop);
}
