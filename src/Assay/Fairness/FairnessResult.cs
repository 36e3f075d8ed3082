using System.Text.Json;
using Assay.Models;
using Assay.Statistics;
using Assay.Statistics.Fairness;

namespace Assay.Fairness;

/// <summary>A fairness result of a version as it is kept: where it was measured, on which bytes, with what outcome.</summary>
/// <param name="Report">Null where a program stated figures without a recipe.</param>
public sealed record FairnessResult(ModelFact Fact, BiasPoint Point, FairnessVerdict Verdict, string DataName, string DataSha256, FairnessReport? Report)
{
    public static FairnessResult Of(ModelFact fact)
    {
        var body = fact.Json;
        var data = body.TryGetProperty("data", out var named) && named.ValueKind is JsonValueKind.Object ? named : default;
        return new(fact, BiasPoints.Of(Word(body, "point")) ?? BiasPoint.BeforeDeployment, VerdictOf(body), Word(data, "file") ?? "", Word(data, "sha256") ?? "", ReportOf(body));
    }

    /// <summary>The four-fifths rule where nothing else was said. A group that is too small makes it inconclusive, never a pass.</summary>
    private static FairnessVerdict VerdictOf(JsonElement body) => Word(body, "four_fifths_rule") switch
    {
        "pass" => FairnessVerdict.Pass,
        "fail" => FairnessVerdict.Fail,
        not null => FairnessVerdict.Inconclusive,
        null => Ratio(body) switch
        {
            null => FairnessVerdict.Inconclusive,
            < FairnessReport.FourFifths => FairnessVerdict.Fail,
            _ => FairnessVerdict.Pass,
        },
    };

    private static double? Ratio(JsonElement body) =>
        body.TryGetProperty("metrics", out var metrics) && metrics.ValueKind is JsonValueKind.Object && metrics.TryGetProperty("demographic_parity_ratio", out var ratio)
            ? ratio.ValueKind is JsonValueKind.Number ? ratio.GetDouble() : double.TryParse(ratio.ToString(), System.Globalization.CultureInfo.InvariantCulture, out var stated) ? stated : null
            : null;

    private static FairnessReport? ReportOf(JsonElement body)
    {
        try
        {
            return body.TryGetProperty("recipe", out _) ? body.Deserialize(StatisticsJson.Readable.FairnessReport) : null;
        }
        catch (Exception stated) when (stated is JsonException or NotSupportedException)
        {
            return null;                                    // a program may state figures in its own shape
        }
    }

    private static string? Word(JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
