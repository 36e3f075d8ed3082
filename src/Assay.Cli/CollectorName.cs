namespace Assay.Cli;

/// <summary>Which job runs this, and which run of it, where a CI says so; so that evidence names what collected it without being told.</summary>
internal static class CollectorName
{
    private static readonly (string Marker, string Name, string Run)[] _known =
    [
        ("GITHUB_ACTIONS", "GITHUB_WORKFLOW", "GITHUB_RUN_ID"),
        ("GITLAB_CI", "CI_JOB_NAME", "CI_JOB_ID"),
        ("BUILDKITE", "BUILDKITE_PIPELINE_SLUG", "BUILDKITE_BUILD_NUMBER"),
        ("JENKINS_URL", "JOB_NAME", "BUILD_NUMBER"),
        ("CIRCLECI", "CIRCLE_JOB", "CIRCLE_BUILD_NUM"),
    ];

    public static (string Name, string Run) Found()
    {
        foreach (var (marker, name, run) in _known)
        {
            if (Environment.GetEnvironmentVariable(marker) is { Length: > 0 } && Environment.GetEnvironmentVariable(name) is { Length: > 0 } job)
                return (job, Environment.GetEnvironmentVariable(run) ?? "");
        }

        return ("assay evidence add", "");
    }
}
