using System.Text.Json;
using Assay.Catalog.Conditions;

namespace Assay.Tests.Catalog;

/// <summary>What rests on an unknown answer is unknown, and is never taken for a no.</summary>
public sealed class ConditionTests
{
    [Theory]
    [InlineData("\"yes\"", Truth.Yes)]
    [InlineData("\"no\"", Truth.No)]
    [InlineData("\"unknown\"", Truth.Unknown)]
    [InlineData("\"not yes\"", Truth.No)]
    [InlineData("\"not unknown\"", Truth.Unknown)]
    [InlineData("{ \"colour\": [\"red\", \"green\"] }", Truth.Yes)]
    [InlineData("{ \"colour\": \"blue\" }", Truth.No)]
    [InlineData("{ \"nothing\": [\"red\"] }", Truth.Unknown)]
    [InlineData("{ \"size\": { \"at_least\": 5 } }", Truth.Yes)]
    [InlineData("{ \"size\": { \"at_most\": 4.9 } }", Truth.No)]
    [InlineData("{ \"size\": { \"at_least\": 5, \"at_most\": 5 } }", Truth.Yes)]
    [InlineData("{ \"nothing\": { \"at_least\": 5 } }", Truth.Unknown)]
    [InlineData("{ \"all\": [\"yes\", \"unknown\"] }", Truth.Unknown)]
    [InlineData("{ \"all\": [\"no\", \"unknown\"] }", Truth.No)]
    [InlineData("{ \"any\": [\"yes\", \"unknown\"] }", Truth.Yes)]
    [InlineData("{ \"any\": [\"no\", \"unknown\"] }", Truth.Unknown)]
    [InlineData("{ \"all\": [] }", Truth.Yes)]
    [InlineData("{ \"any\": [] }", Truth.No)]
    [InlineData("{ \"not\": { \"any\": [\"no\", \"unknown\"] } }", Truth.Unknown)]
    [InlineData("{ \"colour\": \"red\", \"size\": { \"at_least\": 6 } }", Truth.No)]
    public void A_condition_has_three_values(string json, Truth expected) =>
        Assert.Equal(expected, JsonSerializer.Deserialize<Condition>(json)!.Evaluate(new Known()));

    [Theory]
    [InlineData("\"two words\"")]
    [InlineData("17")]
    [InlineData("{}")]
    [InlineData("{ \"colour\": null }")]
    public void What_is_no_condition_is_refused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Condition>(json));

    private sealed class Known : IFacts
    {
        public IReadOnlyList<string>? Values(string fact) => fact == "colour" ? ["red"] : null;

        public decimal? Number(string fact) => fact == "size" ? 5m : null;

        public Truth Flag(string id) => id switch { "yes" => Truth.Yes, "no" => Truth.No, _ => Truth.Unknown };
    }
}
