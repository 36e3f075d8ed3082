using Assay.Catalog.Content;
using Assay.Catalog.Gaps;

namespace Assay.Adoption;

/// <summary>By when a task has to be done: what must operate all window by its first day, the rest later.</summary>
internal static class TaskDates
{
    /// <summary>Nobody does anything in less than a week.</summary>
    private const int _shortestDays = 7;

    public static DateOnly DueOn(RemediationTask task, DateOnly windowStart, DateOnly today)
    {
        var wanted = task.Control.Timing switch
        {
            Timing.Window => windowStart,
            Timing.Once => windowStart.AddMonths(3),
            _ => windowStart.AddMonths(6),
        };
        var soonest = today.AddDays(Math.Max(_shortestDays, (int)Math.Ceiling(task.Control.EffortDays * 7 / 5)));

        return wanted > soonest ? wanted : soonest;
    }
}
