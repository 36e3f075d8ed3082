using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assay.Bench;

/// <summary>One measured value beside what it is measured against in the same run.</summary>
/// <param name="Reference">Measured by the same means; null where the bar is absolute.</param>
/// <param name="Bar">What <see cref="Ratio"/> may be at most, or the value where there is no reference.</param>
public sealed record Figure(string Name, double Value, string Unit, double? Reference, double? Bar)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.Never };

    public double? Ratio => Reference is { } reference ? Math.Round(Value / reference, 3) : null;

    /// <summary>A figure without a bar is stated, not judged.</summary>
    public bool Ok => Bar is not { } bar || (Ratio ?? Value) <= bar;

    public string ToJson() => JsonSerializer.Serialize(this, _json);
}
