using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assay.Mlflow;

internal sealed record MlflowTag(string Key, string Value);

internal sealed record MlflowAlias(string Alias, string Version);

/// <summary>MLflow's <c>ModelVersion</c>: a version is text, a time is a whole number of milliseconds, what is absent is left out.</summary>
internal sealed record MlflowVersion
{
    public required string Name { get; init; }

    public required string Version { get; init; }

    public required long CreationTimestamp { get; init; }

    public required long LastUpdatedTimestamp { get; init; }

    public required string CurrentStage { get; init; }

    public string? Description { get; init; }

    public required string Source { get; init; }

    public required string RunId { get; init; }

    public string Status { get; } = "READY";

    public IReadOnlyList<MlflowTag>? Tags { get; init; }

    public required string RunLink { get; init; }

    public IReadOnlyList<string>? Aliases { get; init; }
}

/// <summary>MLflow's <c>RegisteredModel</c>.</summary>
internal sealed record MlflowModel
{
    public required string Name { get; init; }

    public required long CreationTimestamp { get; init; }

    public required long LastUpdatedTimestamp { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<MlflowVersion>? LatestVersions { get; init; }

    public IReadOnlyList<MlflowTag>? Tags { get; init; }

    public IReadOnlyList<MlflowAlias>? Aliases { get; init; }
}

internal sealed record ModelReply(MlflowModel RegisteredModel);

internal sealed record VersionReply(MlflowVersion ModelVersion);

internal sealed record VersionsReply(IReadOnlyList<MlflowVersion>? ModelVersions, string? NextPageToken = null);

internal sealed record ModelsReply(IReadOnlyList<MlflowModel>? RegisteredModels, string? NextPageToken);

internal sealed record UriReply(string ArtifactUri);

internal sealed record ErrorReply(string ErrorCode, string Message);

/// <summary>Answers <c>{}</c>, as MLflow does where there is nothing to say.</summary>
internal sealed record EmptyReply;

internal static class MlflowJson
{
    /// <summary>Without a converter for what is not ASCII: MLflow escapes it, and so does the usual encoder.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>An empty list is left out as an absent one is.</summary>
    public static IReadOnlyList<T>? OrAbsent<T>(this IReadOnlyList<T> list) => list.Count == 0 ? null : list;
}
