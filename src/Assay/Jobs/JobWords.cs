namespace Assay.Jobs;

internal static class JobWords
{
    public static string Title(string name) => char.ToUpperInvariant(name[0]) + name[1..].Replace('-', ' ');

    public static string Every(TimeSpan every) => every switch
    {
        { TotalDays: 1 } => "day",
        { TotalDays: > 1 } => $"{every.TotalDays:0.#} days",
        { TotalHours: 1 } => "hour",
        { TotalHours: > 1 } => $"{every.TotalHours:0.#} hours",
        { TotalMinutes: 1 } => "minute",
        { TotalMinutes: > 1 } => $"{every.TotalMinutes:0.#} minutes",
        _ => $"{every.TotalSeconds:0.#} seconds",
    };

    public static string Status(JobState job) => job.IsRunning ? "Running" : job.HasFailed ? "Failed" : job.FinishedAt is null ? "Waiting" : "Done";
}
