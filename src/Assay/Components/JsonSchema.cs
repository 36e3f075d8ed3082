using System.Text.Json;
using System.Text.RegularExpressions;

namespace Assay.Components;

/// <summary>Checks a JSON document against draft-07 schemas, as far as CycloneDX uses the draft, with <c>format</c> as a rule and not a remark.</summary>
internal sealed class JsonSchema
{
    private readonly Dictionary<string, JsonElement> _documents;
    private readonly string _root;

    /// <param name="schemas">The first is what documents are checked against; the others are what it refers to.</param>
    public JsonSchema(IReadOnlyList<JsonElement> schemas)
    {
        _documents = schemas.ToDictionary(s => s.GetProperty("$id").GetString()!.TrimEnd('#'));
        _root = _documents.Keys.First();
    }

    /// <returns>The first faults, each with its place; nothing where the document is valid.</returns>
    public IReadOnlyList<string> Check(JsonElement document)
    {
        List<string> faults = [];
        Check(document, _documents[_root], _root, "$", faults);
        return faults;
    }

    private bool Fits(JsonElement value, JsonElement schema, string home)
    {
        List<string> faults = [];
        Check(value, schema, home, "", faults);
        return faults.Count == 0;
    }

    private void Check(JsonElement value, JsonElement schema, string home, string at, List<string> faults)
    {
        if (schema.ValueKind is JsonValueKind.False) faults.Add($"{at} is not allowed");
        if (schema.ValueKind is not JsonValueKind.Object || faults.Count > 20) return;

        if (schema.TryGetProperty("$ref", out var reference))
        {
            var (found, where) = Resolve(reference.GetString()!, home);
            Check(value, found, where, at, faults);         // what stands beside a reference does not count in this draft
            return;
        }

        foreach (var rule in schema.EnumerateObject()) Check(value, schema, rule, home, at, faults);
    }

    private void Check(JsonElement value, JsonElement schema, JsonProperty rule, string home, string at, List<string> faults)
    {
        switch (rule.Name)
        {
            case "type" when !Types(rule.Value).Any(t => Is(value, t)):
                faults.Add($"{at} is not {string.Join(" or ", Types(rule.Value))}");
                break;
            case "enum" when !rule.Value.EnumerateArray().Any(allowed => JsonElement.DeepEquals(allowed, value)):
                faults.Add($"{at} is not one of the words that stand there");
                break;
            case "const" when !JsonElement.DeepEquals(rule.Value, value):
                faults.Add($"{at} is not {rule.Value.GetRawText()}");
                break;
            case "allOf" or "anyOf" or "oneOf" or "not" or "if":
                Combine(value, schema, rule, home, at, faults);
                break;
            default:
                if (value.ValueKind is JsonValueKind.Object) CheckObject(value, schema, rule, home, at, faults);
                else if (value.ValueKind is JsonValueKind.Array) CheckArray(value, schema, rule, home, at, faults);
                else if (value.ValueKind is JsonValueKind.String) CheckText(value.GetString()!, rule, at, faults);
                else if (value.ValueKind is JsonValueKind.Number) CheckNumber(value.GetDouble(), rule, at, faults);
                break;
        }
    }

    private void Combine(JsonElement value, JsonElement schema, JsonProperty rule, string home, string at, List<string> faults)
    {
        if (rule.Name == "allOf") foreach (var part in rule.Value.EnumerateArray()) Check(value, part, home, at, faults);
        else if (rule.Name == "anyOf" && !rule.Value.EnumerateArray().Any(s => Fits(value, s, home))) faults.Add($"{at} fits none of the forms that it may have");
        else if (rule.Name == "oneOf" && rule.Value.EnumerateArray().Count(s => Fits(value, s, home)) is var fits and not 1) faults.Add($"{at} fits {fits} of the forms of which it must fit one");
        else if (rule.Name == "not" && Fits(value, rule.Value, home)) faults.Add($"{at} has a form that it may not have");
        else if (rule.Name == "if" && schema.TryGetProperty(Fits(value, rule.Value, home) ? "then" : "else", out var branch)) Check(value, branch, home, at, faults);
    }

    private void CheckObject(JsonElement value, JsonElement schema, JsonProperty rule, string home, string at, List<string> faults)
    {
        switch (rule.Name)
        {
            case "required":
                faults.AddRange(rule.Value.EnumerateArray().Where(n => !value.TryGetProperty(n.GetString()!, out _)).Select(n => $"{at}.{n.GetString()} is missing"));
                break;
            case "properties":
                foreach (var property in rule.Value.EnumerateObject())
                    if (value.TryGetProperty(property.Name, out var there)) Check(there, property.Value, home, $"{at}.{property.Name}", faults);
                break;
            case "additionalProperties":
                var known = schema.TryGetProperty("properties", out var properties) ? properties : default;
                foreach (var property in value.EnumerateObject().Where(p => known.ValueKind is not JsonValueKind.Object || !known.TryGetProperty(p.Name, out _)))
                    Check(property.Value, rule.Value, home, $"{at}.{property.Name}", faults);
                break;
            case "dependencies":
                foreach (var dependency in rule.Value.EnumerateObject().Where(d => value.TryGetProperty(d.Name, out _)))
                {
                    if (dependency.Value.ValueKind is not JsonValueKind.Array) Check(value, dependency.Value, home, at, faults);
                    else faults.AddRange(dependency.Value.EnumerateArray().Where(n => !value.TryGetProperty(n.GetString()!, out _)).Select(n => $"{at}.{n.GetString()} is missing beside {dependency.Name}"));
                }

                break;
        }
    }

    private void CheckArray(JsonElement value, JsonElement schema, JsonProperty rule, string home, string at, List<string> faults)
    {
        var items = value.EnumerateArray().ToList();

        switch (rule.Name)
        {
            case "items" when rule.Value.ValueKind is JsonValueKind.Array:
                var forms = rule.Value.EnumerateArray().ToList();
                for (var i = 0; i < items.Count; i++)
                {
                    if (i < forms.Count) Check(items[i], forms[i], home, $"{at}[{i}]", faults);
                    else if (schema.TryGetProperty("additionalItems", out var more)) Check(items[i], more, home, $"{at}[{i}]", faults);
                }

                break;
            case "items":
                for (var i = 0; i < items.Count; i++) Check(items[i], rule.Value, home, $"{at}[{i}]", faults);
                break;
            case "minItems" when items.Count < rule.Value.GetInt32():
                faults.Add($"{at} has too few items");
                break;
            case "maxItems" when items.Count > rule.Value.GetInt32():
                faults.Add($"{at} has too many items");
                break;
            case "uniqueItems" when rule.Value.ValueKind is JsonValueKind.True && items.Select(i => i.GetRawText()).Distinct().Count() < items.Count && HasEqual(items):
                faults.Add($"{at} holds the same item twice");
                break;
        }
    }

    private static void CheckText(string value, JsonProperty rule, string at, List<string> faults)
    {
        var wrong = rule.Name switch
        {
            "pattern" => !Regex.IsMatch(value, rule.Value.GetString()!, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)),
            "minLength" => value.Length < rule.Value.GetInt32(),
            "maxLength" => value.Length > rule.Value.GetInt32(),
            "format" => !JsonFormats.Fits(value, rule.Value.GetString()!),
            _ => false,
        };

        if (wrong) faults.Add($"{at} does not have the form that {rule.Name} asks");
    }

    private static void CheckNumber(double value, JsonProperty rule, string at, List<string> faults)
    {
        if ((rule.Name == "minimum" && value < rule.Value.GetDouble()) || (rule.Name == "maximum" && value > rule.Value.GetDouble())) faults.Add($"{at} is beyond its {rule.Name}");
    }

    private static bool HasEqual(List<JsonElement> items) => items.Where((item, i) => items.Take(i).Any(other => JsonElement.DeepEquals(item, other))).Any();

    private (JsonElement Schema, string Home) Resolve(string reference, string home)
    {
        var parts = reference.Split('#', 2);
        var where = parts[0] == "" ? home : new Uri(new Uri(home), parts[0]).ToString();
        var found = _documents[where];

        foreach (var step in parts is [_, var path] ? path.Split('/', StringSplitOptions.RemoveEmptyEntries) : []) found = found.GetProperty(step.Replace("~1", "/").Replace("~0", "~"));
        return (found, where);
    }

    private static IEnumerable<string> Types(JsonElement rule) => rule.ValueKind is JsonValueKind.Array ? rule.EnumerateArray().Select(t => t.GetString()!) : [rule.GetString()!];

    private static bool Is(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind is JsonValueKind.Object,
        "array" => value.ValueKind is JsonValueKind.Array,
        "string" => value.ValueKind is JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind is JsonValueKind.Null,
        "integer" => value.ValueKind is JsonValueKind.Number && double.IsInteger(value.GetDouble()),
        _ => value.ValueKind is JsonValueKind.Number,
    };
}
