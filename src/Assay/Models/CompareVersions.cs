using System.Text.Json;

namespace Assay.Models;

/// <summary>Two versions of a model beside each other: what they are made of, and what was measured.</summary>
public sealed class CompareVersions(ReadVersion read)
{
    /// <param name="Group">Made of, parameters, metrics.</param>
    public sealed record Line(string Group, string Name, string? From, string? To)
    {
        public bool Differs => From != To;
    }

    public sealed record Result(ReadVersion.Result From, ReadVersion.Result To, IReadOnlyList<Line> Lines);

    /// <returns>Null where one of the two does not exist.</returns>
    public async Task<Result?> RunAsync(OrganizationId organization, Guid model, int from, int to, CancellationToken stop) =>
        await read.RunAsync(organization, model, from, stop) is { } one && await read.RunAsync(organization, model, to, stop) is { } other
            ? new(one, other, [.. Lines(one, other)])
            : null;

    private static IEnumerable<Line> Lines(ReadVersion.Result one, ReadVersion.Result other)
    {
        foreach (var (name, value) in _made) yield return new("Made of", name, Value(one.Provenance, value), Value(other.Provenance, value));
        foreach (var line in Beside("Parameters", Numbers(one.Provenance?.Parameters), Numbers(other.Provenance?.Parameters))) yield return line;
        foreach (var line in Beside("Metrics", Metrics(one), Metrics(other))) yield return line;
    }

    private static readonly (string Name, Func<ModelProvenance, string> Value)[] _made =
    [
        ("Artifact", p => p.ArtifactDigest), ("Code commit", p => p.CodeCommit), ("Datasets", p => string.Join(", ", p.Datasets)), ("Seed", p => p.Seed),
        ("Environment", p => p.Environment), ("Base model", p => p.BaseModel), ("Licence", p => p.Licence),
    ];

    private static IEnumerable<Line> Beside(string group, Dictionary<string, string> from, Dictionary<string, string> to) =>
        from.Keys.Union(to.Keys).Order(StringComparer.Ordinal).Select(k => new Line(group, k, from.GetValueOrDefault(k), to.GetValueOrDefault(k)));

    private static string? Value(ModelProvenance? provenance, Func<ModelProvenance, string> value) => provenance is null ? null : value(provenance);

    private static Dictionary<string, string> Numbers(string? json) => json is null ? [] : Texts(JsonElement.Parse(json));

    private static Dictionary<string, string> Metrics(ReadVersion.Result read) =>
        read.Latest(FactKind.Evaluation)?.Json is { ValueKind: JsonValueKind.Object } evaluation && evaluation.TryGetProperty("metrics", out var metrics) ? Texts(metrics) : [];

    private static Dictionary<string, string> Texts(JsonElement json) => json.ValueKind is JsonValueKind.Object ? json.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ToString()) : [];
}
