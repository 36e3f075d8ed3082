using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Assay.Gate;

/// <summary>A rule set as it is judged by: which rules, with which settings. Its digest names it for ever.</summary>
/// <param name="Json">As it was proposed, in canonical order, so that one rule set has one digest.</param>
public sealed record RuleSetText(string Json, string Digest, IReadOnlyList<(GateRule Rule, Settings Settings)> Rules)
{
    /// <summary>All rules with their own defaults: what holds until somebody proposes another and somebody else approves it.</summary>
    public static RuleSetText Shipped { get; } = Parse(JsonSerializer.Serialize(new { rules = GateRules.All.Select(r => new { rule = r.Id }) }));

    /// <exception cref="FormatException">Not JSON, no rule, or one that does not exist.</exception>
    public static RuleSetText Parse(string json)
    {
        JsonElement root;
        try
        {
            root = JsonElement.Parse(json);
        }
        catch (JsonException wrong)
        {
            throw new FormatException($"The rules are not JSON: {wrong.Message}", wrong);
        }

        if (root.ValueKind is not JsonValueKind.Object || root.Items("rules") is not [_, ..] items) throw new FormatException("The rules are an object with a list 'rules', which names at least one.");

        List<(GateRule, Settings)> rules = [];
        foreach (var item in items)
        {
            var id = item.Words("rule") ?? throw new FormatException("Each rule names itself in 'rule'.");
            var rule = GateRules.Find(id) ?? throw new FormatException($"There is no rule '{id}'. There are: {string.Join(", ", GateRules.All.Select(r => r.Id))}.");
            if (rules.Any(r => r.Item1 == rule)) throw new FormatException($"The rule '{id}' is named twice.");
            rules.Add((rule, new(item)));
        }

        var canonical = CanonicalText.Of(root);
        return new(canonical, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))), rules);
    }
}

/// <summary>One text for one value. Unlike the ledger's it keeps fractions, as they were written.</summary>
internal static class CanonicalText
{
    public static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => $"{{{string.Join(',', value.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => $"{JsonSerializer.Serialize(p.Name)}:{Of(p.Value)}"))}}}",
        JsonValueKind.Array => $"[{string.Join(',', value.EnumerateArray().Select(Of))}]",
        JsonValueKind.String => JsonSerializer.Serialize(value.GetString()),
        _ => value.GetRawText(),
    };
}
