using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assay.Mlflow;

/// <summary>MLflow's <c>Experiment</c>.</summary>
internal sealed record MlflowExperiment
{
    public required string ExperimentId { get; init; }

    public required string Name { get; init; }

    public required string ArtifactLocation { get; init; }

    public required string LifecycleStage { get; init; }

    public required long LastUpdateTime { get; init; }

    public required long CreationTime { get; init; }

    public IReadOnlyList<MlflowTag>? Tags { get; init; }
}

/// <summary>MLflow's <c>RunInfo</c>. The id stands in it twice, as old clients look for it under its old name.</summary>
internal sealed record MlflowRunInfo
{
    public required string RunUuid { get; init; }

    public required string ExperimentId { get; init; }

    public required string RunName { get; init; }

    public required string UserId { get; init; }

    public required string Status { get; init; }

    public required long StartTime { get; init; }

    public long? EndTime { get; init; }

    public required string ArtifactUri { get; init; }

    public required string LifecycleStage { get; init; }

    public required string RunId { get; init; }
}

/// <param name="Value">A number, or the text <c>NaN</c>.</param>
internal sealed record MlflowMetric(string Key, [property: JsonConverter(typeof(MetricValue))] double Value, long Timestamp, long Step);

internal sealed record MlflowRunData(IReadOnlyList<MlflowMetric>? Metrics, IReadOnlyList<MlflowTag>? Params, IReadOnlyList<MlflowTag>? Tags);

internal sealed record MlflowDataset(string Name, string Digest, string SourceType, string Source, string? Schema, string? Profile);

internal sealed record MlflowDatasetInput(IReadOnlyList<MlflowTag>? Tags, MlflowDataset Dataset);

internal sealed record MlflowRunInputs(IReadOnlyList<MlflowDatasetInput>? DatasetInputs);

/// <summary>MLflow's <c>Run</c>, as version 3 has it: earlier ones lack <c>outputs</c>, and their clients pass over it.</summary>
internal sealed record MlflowRun(MlflowRunInfo Info, MlflowRunData Data, MlflowRunInputs Inputs)
{
    public EmptyReply Outputs { get; } = new();
}

internal sealed record ExperimentIdReply(string ExperimentId);

internal sealed record ExperimentReply(MlflowExperiment Experiment);

internal sealed record ExperimentsReply(IReadOnlyList<MlflowExperiment>? Experiments, string? NextPageToken);

internal sealed record RunReply(MlflowRun Run);

internal sealed record RunInfoReply(MlflowRunInfo RunInfo);

internal sealed record RunsReply(IReadOnlyList<MlflowRun>? Runs, string? NextPageToken);

internal sealed record MetricsReply(IReadOnlyList<MlflowMetric>? Metrics, string? NextPageToken);

/// <summary>JSON has no number that is none, so that one is text.</summary>
internal sealed class MetricValue : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String ? double.NaN : reader.GetDouble();

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (double.IsNaN(value)) writer.WriteStringValue("NaN");
        else writer.WriteNumberValue(value);
    }
}
