using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Assay.Catalog.Source;

/// <summary>
/// Compares YAML with the type that it is to become, and turns it into JSON on the way. The types are the schema: a
/// property that is not nullable and has no default is required, an unknown key is a fault, and so is an empty text.
/// </summary>
public sealed class Shape(string file, ICollection<Fault> faults)
{
    private static readonly HashSet<Type> _numbers = [typeof(int), typeof(decimal), typeof(int?), typeof(decimal?)];

    public JsonNode? Fit(YamlTree tree, JsonTypeInfo type, string place) => type.Kind switch
    {
        JsonTypeInfoKind.Object when tree is YamlTree.Map map => FitObject(map, type, place),
        JsonTypeInfoKind.Enumerable when tree is YamlTree.Sequence list => FitList(list, type, place),
        JsonTypeInfoKind.Object => Refuse(tree, place, $"a mapping is needed, not {tree.Kind}."),
        JsonTypeInfoKind.Enumerable => Refuse(tree, place, $"a list is needed, not {tree.Kind}."),
        _ => FitValue(tree, type, place),
    };

    private JsonObject FitObject(YamlTree.Map map, JsonTypeInfo type, string place)
    {
        var json = new JsonObject();
        var known = type.Properties.ToDictionary(p => p.Name);

        foreach (var pair in map.Pairs)
        {
            if (!known.TryGetValue(pair.Key, out var property) || property.Set is null && property.AssociatedParameter is null)
                faults.Add(new(file, pair.Line, Join(place, pair.Key), $"unknown; known here: {string.Join(", ", known.Keys)}."));
            else
                json[pair.Key] = Fit(pair.Value, type.Options.GetTypeInfo(property.PropertyType), Join(place, pair.Key));
        }

        foreach (var missing in known.Values.Where(p => IsRequired(p) && map[p.Name] is null))
            faults.Add(new(file, map.Line, Join(place, missing.Name), "required, and absent."));

        return json;
    }

    private static bool IsRequired(JsonPropertyInfo property) =>
        property.IsRequired || property.AssociatedParameter is { HasDefaultValue: false, IsMemberInitializer: false };

    private JsonArray FitList(YamlTree.Sequence list, JsonTypeInfo type, string place)
    {
        var item = type.Options.GetTypeInfo(type.ElementType!);
        return new([.. list.Items.Select((value, i) => Fit(value, item, $"{place}[{Name(value, i)}]"))]);
    }

    /// <summary>An item is named by its id where it has one, else by its position from 1.</summary>
    private static string Name(YamlTree item, int index) =>
        (item as YamlTree.Map)?["id"] is YamlTree.Scalar id ? id.Text : (index + 1).ToString();

    private JsonNode? FitValue(YamlTree tree, JsonTypeInfo type, string place)
    {
        var json = Free(tree, type.Type);
        if (tree is YamlTree.Scalar { Text: "" }) return Refuse(tree, place, "empty.");

        try
        {
            json.Deserialize(type);
            return json;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or FormatException)
        {
            var values = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
            return Refuse(tree, place, values.IsEnum
                ? $"'{(tree as YamlTree.Scalar)?.Text}' is not one of {string.Join(", ", Enum.GetNames(values).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName))}."
                : values == typeof(string) || _numbers.Contains(values) || values == typeof(bool)
                    ? $"{values.Name.ToLowerInvariant()} needed, not {(tree is YamlTree.Scalar scalar ? $"'{scalar.Text}'" : tree.Kind)}."
                    : wrong.Message.Split(" Path:")[0]);
        }
    }

    /// <summary>A plain scalar becomes a number or a truth only where the type asks for one: <c>no</c> is a word elsewhere.</summary>
    private static JsonNode? Free(YamlTree tree, Type type) => tree switch
    {
        YamlTree.Scalar { IsNull: true } => null,
        YamlTree.Scalar text when type == typeof(bool) && text.Text is "true" or "false" => JsonValue.Create(text.Text == "true"),
        YamlTree.Scalar text when (_numbers.Contains(type) || type == typeof(object)) && decimal.TryParse(text.Text, out var number) => JsonValue.Create(number),
        YamlTree.Scalar text => JsonValue.Create(text.Text.TrimEnd('\n')),
        YamlTree.Sequence list => new JsonArray([.. list.Items.Select(item => Free(item, type))]),
        YamlTree.Map map => new JsonObject(map.Pairs.Select(p => KeyValuePair.Create(p.Key, Free(p.Value, p.Key is "at_least" or "at_most" ? typeof(object) : typeof(string))))),
        _ => null,
    };

    private JsonNode? Refuse(YamlTree tree, string place, string message)
    {
        faults.Add(new(file, tree.Line, place, message));
        return null;
    }

    private static string Join(string place, string key) => place.Length == 0 ? key : $"{place}.{key}";
}
