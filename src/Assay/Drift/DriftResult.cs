using System.Text.Json;
using Assay.Models;
using Assay.Statistics;
using Assay.Statistics.Drift;

namespace Assay.Drift;

/// <summary>A drift result of a version as it is kept.</summary>
/// <param name="AgainstBaseline">Whether the reference is the very data of the version's baseline.</param>
/// <param name="Shifted">The columns that became another population: where there is one, it is an alert.</param>
/// <param name="Report">Null where a program stated figures without a recipe.</param>
public sealed record DriftResult(ModelFact Fact, bool AgainstBaseline, IReadOnlyList<string> Shifted, DriftReport? Report)
{
    public static DriftResult Of(ModelFact fact)
    {
        var body = fact.Json;
        var report = ReportOf(body);
        IReadOnlyList<string> shifted = report is not null
            ? [.. report.Columns.Where(c => c.Verdict is DriftVerdict.Shifted).Select(c => c.Column)]
            : body.TryGetProperty("columns", out var columns) && columns.ValueKind is JsonValueKind.Array
                ? [.. columns.EnumerateArray().Where(c => Word(c, "verdict") == "shifted").Select(c => Word(c, "column") ?? "?")] : [];

        return new(fact, body.TryGetProperty("against_baseline", out var said) && said.ValueKind is JsonValueKind.True, shifted, report);
    }

    private static DriftReport? ReportOf(JsonElement body)
    {
        try
        {
            return body.Deserialize(StatisticsJson.Readable.DriftReport);
        }
        catch (Exception stated) when (stated is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    private static string? Word(JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
