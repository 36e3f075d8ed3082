using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Assay.Pipelines;

/// <summary>An event of OpenLineage 2-0-2: of a run, of a job, or of a dataset. Facets are kept as they came.</summary>
internal sealed record OpenLineageEvent(
    DateTimeOffset At, string EventType, string JobNamespace, string JobName, Guid? Run, string Definition,
    IReadOnlyList<OpenLineageEvent.Flow> Inputs, IReadOnlyList<OpenLineageEvent.Flow> Outputs, string Body)
{
    public const int MaxBytes = 256 * 1024;

    private const int _longestName = 1000;

    private static readonly string[] _types = ["START", "RUNNING", "COMPLETE", "ABORT", "FAIL", "OTHER"];

    /// <summary>A dataset that went in or came out.</summary>
    public sealed record Flow(string Namespace, string Name, string Version);

    /// <summary>What failed has produced nothing.</summary>
    public bool Flowed => EventType is not ("ABORT" or "FAIL");

    /// <exception cref="InvalidEventException">A field is missing or is not what the specification says.</exception>
    public static OpenLineageEvent Read(JsonElement root)
    {
        if (root.ValueKind is not JsonValueKind.Object) throw new InvalidEventException("", "An event is one JSON object.");
        if (root.GetRawText() is not { Length: <= MaxBytes } body) throw new InvalidEventException("", $"An event is at most {MaxBytes / 1024} kB.");

        if (!DateTimeOffset.TryParse(Text(root, "", "eventTime"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)) throw new InvalidEventException("eventTime", "This is no date and time.");
        Address(root, "", "producer");
        Address(root, "", "schemaURL");

        var (hasRun, hasJob) = (root.TryGetProperty("run", out var run), root.TryGetProperty("job", out var job));
        if (!hasRun && !hasJob)
        {
            var alone = ReadFlow(Object(root, "", "dataset"), "dataset", "facets");
            return new(at, "DATASET", "", "", null, "", [], [alone], body);
        }

        if (!hasJob) throw new InvalidEventException("job", "A run event names its job.");
        if (job.ValueKind is not JsonValueKind.Object) throw new InvalidEventException("job", "This must be an object.");
        Facets(job, "job", "facets");

        return new(at, hasRun ? TypeOf(root) : "JOB", Name(job, "job", "namespace"), Name(job, "job", "name"), hasRun ? ReadRun(run) : null, DefinitionOf(job),
            Flows(root, "inputs", "inputFacets"), Flows(root, "outputs", "outputFacets"), body);
    }

    private static string TypeOf(JsonElement root) =>
        !root.TryGetProperty("eventType", out var type) ? "OTHER"
        : type.ValueKind is JsonValueKind.String && _types.Contains(type.GetString()) ? type.GetString()!
        : throw new InvalidEventException("eventType", $"This must be one of {string.Join(", ", _types)}.");

    private static Guid ReadRun(JsonElement run)
    {
        if (run.ValueKind is not JsonValueKind.Object) throw new InvalidEventException("run", "This must be an object.");
        Facets(run, "run", "facets");
        return Guid.TryParseExact(Text(run, "run.", "runId"), "D", out var id) ? id : throw new InvalidEventException("run.runId", "This is no UUID.");
    }

    private static IReadOnlyList<Flow> Flows(JsonElement root, string field, string ownFacets)
    {
        if (!root.TryGetProperty(field, out var list)) return [];
        if (list.ValueKind is not JsonValueKind.Array) throw new InvalidEventException(field, "This must be a list.");

        return [.. list.EnumerateArray().Select((item, i) =>
        {
            var path = $"{field}[{i}]";
            if (item.ValueKind is not JsonValueKind.Object) throw new InvalidEventException(path, "This must be an object.");
            Facets(item, path, ownFacets);
            return ReadFlow(item, path, "facets");
        })];
    }

    private static Flow ReadFlow(JsonElement dataset, string path, string facets)
    {
        Facets(dataset, path, facets);
        var version = Nested(dataset, "facets", "version", "datasetVersion");
        return new(Name(dataset, path, "namespace"), Name(dataset, path, "name"), version.Length <= 200 ? version : version[..200]);
    }

    /// <summary>Each facet says who made it and by which schema; beyond that it is its maker's.</summary>
    private static void Facets(JsonElement of, string path, string field)
    {
        if (!of.TryGetProperty(field, out var facets)) return;
        if (facets.ValueKind is not JsonValueKind.Object) throw new InvalidEventException($"{path}.{field}", "This must be an object.");

        foreach (var facet in facets.EnumerateObject())
        {
            var at = $"{path}.{field}.{facet.Name}";
            if (facet.Value.ValueKind is not JsonValueKind.Object) throw new InvalidEventException(at, "A facet is an object.");
            Address(facet.Value, $"{at}.", "_producer");
            Address(facet.Value, $"{at}.", "_schemaURL");
        }
    }

    /// <summary>The commit where the job tells it, else a digest of the code that it sent along.</summary>
    private static string DefinitionOf(JsonElement job)
    {
        if (Nested(job, "facets", "sourceCodeLocation", "version") is { Length: > 0 } commit) return (commit.Length <= 128 ? commit : commit[..128]).ToLowerInvariant();

        var code = Nested(job, "facets", "sourceCode", "sourceCode") is { Length: > 0 } source ? source : Nested(job, "facets", "sql", "query");
        return code.Length == 0 ? "" : $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)))}";
    }

    private static string Nested(JsonElement of, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            if (of.ValueKind is not JsonValueKind.Object || !of.TryGetProperty(name, out of)) return "";

        return of.ValueKind is JsonValueKind.String ? of.GetString()! : "";
    }

    private static JsonElement Object(JsonElement of, string path, string field) =>
        of.TryGetProperty(field, out var value) && value.ValueKind is JsonValueKind.Object ? value : throw new InvalidEventException(path + field, "An event is about a run, a job or a dataset; this must be an object.");

    private static string Name(JsonElement of, string path, string field) =>
        Text(of, $"{path}.", field) is { Length: <= _longestName } name && !name.Contains('\0', StringComparison.Ordinal) ? name : throw new InvalidEventException($"{path}.{field}", $"At most {_longestName} characters.");

    private static string Text(JsonElement of, string path, string field) =>
        of.TryGetProperty(field, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString()! : throw new InvalidEventException(path + field, "This is required and must be text.");

    private static void Address(JsonElement of, string path, string field)
    {
        if (!Uri.TryCreate(Text(of, path, field), UriKind.Absolute, out _)) throw new InvalidEventException(path + field, "This must be an absolute URI.");
    }
}

/// <summary>What is wrong with an event, and in which field.</summary>
internal sealed class InvalidEventException(string place, string message) : Exception(message)
{
    public string Field => place;
}
