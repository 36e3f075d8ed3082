using System.Text.Json;

namespace Assay.Gate;

/// <summary>One rule of the gate: a pure function from what is known of a version, and the rule's settings, to an answer.</summary>
/// <param name="Id">Stable: rule sets, refusals and CI logs name it.</param>
/// <param name="Why">Why it exists, for those whom it stops.</param>
public sealed record GateRule(string Id, string Title, string Why, Func<GateInput, Settings, GateRule.Said> Judge)
{
    public sealed record Said(Answer Answer, string Reason, params IReadOnlyList<Verdict.Fact> Facts)
    {
        public static Said Pass(string reason, params IReadOnlyList<Verdict.Fact> facts) => new(Answer.Pass, reason, facts);

        public static Said Fail(string reason, params IReadOnlyList<Verdict.Fact> facts) => new(Answer.Fail, reason, facts);

        public static Said Unknown(string reason, params IReadOnlyList<Verdict.Fact> facts) => new(Answer.Inconclusive, reason, facts);
    }

    public Verdict Of(GateInput input, Settings settings)
    {
        var said = Judge(input, settings);
        return new(Id, Title, said.Answer, said.Reason, said.Facts);
    }
}

/// <summary>What a rule set says beside a rule's id. What it leaves out has the rule's own default.</summary>
public readonly record struct Settings(JsonElement Json)
{
    public decimal Number(string name, decimal usual) => Json.Number(name) ?? usual;

    public IReadOnlyList<string> Words(string name, IReadOnlyList<string> usual) =>
        Json.ValueKind is JsonValueKind.Object && Json.TryGetProperty(name, out var list) && list.ValueKind is JsonValueKind.Array
            ? [.. list.EnumerateArray().Where(w => w.ValueKind is JsonValueKind.String).Select(w => w.GetString()!)]
            : usual;

    public IReadOnlyDictionary<string, decimal> Numbers(string name) => Json.Numbers(name);
}
