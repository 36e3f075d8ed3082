namespace Assay.Experiments;

/// <summary>Keys by which training jobs say what one needs in order to repeat a run. The first of each list are MLflow's own.</summary>
public static class RunKeys
{
    public const string Name = "mlflow.runName";

    public static IReadOnlyList<string> Commit { get; } = ["mlflow.source.git.commit", "git.commit", "code_commit", "commit"];

    public static IReadOnlyList<string> Seed { get; } = ["seed", "random_seed", "random_state"];

    public static IReadOnlyList<string> Environment { get; } = ["environment", "mlflow.docker.image.uri", "mlflow.databricks.cluster.id", "image", "conda_env", "mlflow.project.env"];

    public static IReadOnlyList<string> Datasets { get; } = ["datasets", "dataset"];

    /// <summary>A tag that names the run which this one repeats.</summary>
    public const string Repeats = "repeats";

    /// <summary>How far a metric of a repeated run may be from the first's, as a share of it.</summary>
    public const string Tolerance = "repeat.tolerance";
}
