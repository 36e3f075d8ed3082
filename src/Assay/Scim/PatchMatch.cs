using System.Text.Json;
using System.Text.Json.Nodes;

namespace Assay.Scim;

/// <summary>Which values of one resource the brackets of a path mean. Only ever asked of the resource that is being changed.</summary>
internal static class PatchMatch
{
    public static bool Of(Filter filter, JsonObject value) => filter switch
    {
        Filter.And and => Of(and.Left, value) && Of(and.Right, value),
        Filter.Or or => Of(or.Left, value) || Of(or.Right, value),
        Filter.Not not => !Of(not.Inner, value),
        Filter.Present present => Find(value, present.Path) is not null,
        Filter.Compare compare => Compare(Find(value, compare.Path), compare),
        _ => throw new ScimRefusedException(400, "invalidFilter", "Brackets within brackets are not taken."),
    };

    /// <summary>A value for an add that found none: it has what the brackets ask for.</summary>
    public static JsonObject Made(Filter? filter, JsonArray among)
    {
        JsonObject made = [];
        Fill(made, filter);
        among.Add(made);
        return made;
    }

    private static void Fill(JsonObject made, Filter? filter)
    {
        if (filter is Filter.And and)
        {
            Fill(made, and.Left);
            Fill(made, and.Right);
        }
        else if (filter is Filter.Compare { Operator: "eq" } compare)
        {
            made[compare.Path.Name] = JsonNode.Parse(compare.Value.GetRawText());
        }
    }

    private static JsonNode? Find(JsonObject value, AttributePath path) => value.FirstOrDefault(p => p.Key.Equals(path.Name, StringComparison.OrdinalIgnoreCase)).Value;

    private static bool Compare(JsonNode? there, Filter.Compare asked)
    {
        if (asked.Value.ValueKind is not JsonValueKind.String || there?.GetValueKind() is not JsonValueKind.String)
        {
            var isEqual = there is null ? asked.Value.ValueKind is JsonValueKind.Null or JsonValueKind.False : there.ToJsonString() == asked.Value.GetRawText();
            return asked.Operator switch
            {
                "eq" => isEqual,
                "ne" => !isEqual,
                _ => false,
            };
        }

        var (text, wanted) = (there.GetValue<string>(), asked.Value.GetString()!);
        var order = string.Compare(text, wanted, StringComparison.OrdinalIgnoreCase);

        return asked.Operator switch
        {
            "eq" => order == 0,
            "ne" => order != 0,
            "co" => text.Contains(wanted, StringComparison.OrdinalIgnoreCase),
            "sw" => text.StartsWith(wanted, StringComparison.OrdinalIgnoreCase),
            "ew" => text.EndsWith(wanted, StringComparison.OrdinalIgnoreCase),
            "gt" => order > 0,
            "ge" => order >= 0,
            "lt" => order < 0,
            _ => order <= 0,
        };
    }
}
