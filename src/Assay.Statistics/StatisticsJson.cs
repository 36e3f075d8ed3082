using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Assay.Statistics.Drift;
using Assay.Statistics.Fairness;
using Assay.Statistics.Quality;

namespace Assay.Statistics;

/// <summary>The reports as JSON: what is unknown is null, and nothing is left out.</summary>
[JsonSerializable(typeof(DriftReport))]
[JsonSerializable(typeof(FairnessReport))]
[JsonSerializable(typeof(DatasetProfile))]
[JsonSerializable(typeof(QualityReport))]
[JsonSerializable(typeof(LabelScreening))]
[JsonSerializable(typeof(IReadOnlyList<QualityRule>))]
public sealed partial class StatisticsJson : JsonSerializerContext
{
    /// <summary>With letters as people write them: no browser takes the file for markup.</summary>
    public static StatisticsJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}

/// <summary>Words in the lower case of files, whatever the reader writes them with.</summary>
public sealed class EnumWords<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower) where T : struct, Enum;
