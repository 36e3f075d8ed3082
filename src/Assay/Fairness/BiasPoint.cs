namespace Assay.Fairness;

/// <summary>The four points at which bias shows: in what a model learns from, in what it learned, in what is released, in what it then does.</summary>
public enum BiasPoint
{
    TrainingData,
    TrainingRun,
    BeforeDeployment,
    InProduction,
}

internal static class BiasPoints
{
    public static IReadOnlyList<(BiasPoint Point, string Word, string Title, string Means)> All { get; } =
    [
        (BiasPoint.TrainingData, "training_data", "Training data", "the labels that it learns from, by group"),
        (BiasPoint.TrainingRun, "training_run", "Training run", "its predictions on the data of the run"),
        (BiasPoint.BeforeDeployment, "before_deployment", "Before deployment", "its predictions on the frozen test set; the gate reads this"),
        (BiasPoint.InProduction, "in_production", "In production", "the decisions that it really made"),
    ];

    public static string Word(this BiasPoint point) => All[(int)point].Word;

    public static BiasPoint? Of(string? word) => All.Where(p => p.Word == word).Select(p => (BiasPoint?)p.Point).FirstOrDefault();
}
