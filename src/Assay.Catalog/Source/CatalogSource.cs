using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Assay.Catalog.Source;

/// <summary>The catalog as its authors write it. Reading never stops at the first fault.</summary>
public sealed class CatalogSource
{
    private readonly List<Fault> _faults = [];
    private readonly Dictionary<(string Kind, string Id), (string File, int Line)> _places = [];
    private readonly JsonObject _compiled = [];

    private CatalogSource(string folder)
    {
        foreach (var kind in Kind.All) _compiled[kind.Name] = new JsonArray([.. Read(folder, kind)]);
        _compiled["partials"] = Partials(Path.Combine(folder, "policies", "partials"));
    }

    public IReadOnlyList<Fault> Faults => _faults;

    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static CatalogSource Read(string folder) =>
        Directory.Exists(folder) ? new(folder) : throw new DirectoryNotFoundException($"There is no catalog folder '{folder}'.");

    /// <summary>Items in one JSON object, a list for each kind, in the order of their ids: the same files give the same bytes.</summary>
    public void Compile(Stream to)
    {
        // Without escapes that only web pages need: an apostrophe written as itself is read at a fraction of the cost.
        using var writer = new Utf8JsonWriter(to, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        _compiled.WriteTo(writer);
    }

    /// <summary>Where an item is written, for faults that only the whole catalog shows.</summary>
    public Fault At(string kind, string id, string place, string message)
    {
        var (file, line) = _places.GetValueOrDefault((kind, id), (kind, 0));
        return new(file, line, place, message);
    }

    private IEnumerable<JsonNode> Read(string folder, Kind kind)
    {
        var root = Path.Combine(folder, kind.Folder);
        if (!Directory.Exists(root)) return [];

        var items = Directory.EnumerateFiles(root, kind.Files, kind.Folder is "" ? SearchOption.TopDirectoryOnly : SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .SelectMany(path => ReadFile(path, Path.GetRelativePath(folder, path).Replace('\\', '/'), kind));

        return kind.Form is Form.Lists ? items : items.OrderBy(item => item["id"]?.ToString(), StringComparer.Ordinal);
    }

    private IEnumerable<JsonNode> ReadFile(string path, string file, Kind kind)
    {
        var text = File.ReadAllText(path);
        string? body = null;

        if (kind.Form is Form.Documents)
        {
            if (text.Split("---\n", 3) is not ["", var matter, var rest])
            {
                _faults.Add(new(file, 1, "", "front matter between two '---' lines, then the text, is needed."));
                yield break;
            }

            (text, body) = ("\n" + matter, rest.Trim() + "\n");       // the line that '---' stood on keeps the count right
        }

        var (tree, fault) = kind.Form is Form.Sql
            ? (SqlHeader.Read(text, kind.List.Options.GetTypeInfo(kind.List.ElementType!)), null)
            : YamlReader.Read(file, new StringReader(text));
        if (fault is not null) _faults.Add(fault);
        if (tree is null) yield break;

        if (kind.Form is not Form.Lists) tree = new YamlTree.Sequence(1, [WithBody(tree, body)]);
        var before = _faults.Count;
        if (new Shape(file, _faults).Fit(tree, kind.List, "") is not JsonArray items) yield break;
        if (_faults.Count == before) Bind(items, kind.List, file);

        foreach (var (item, at) in items.ToList().Zip(((YamlTree.Sequence)tree).Items))
        {
            items.Remove(item);
            if (item is null) continue;
            if (item["id"]?.ToString() is { } id && !_places.TryAdd((kind.Name, id), (file, at.Line)))
                _faults.Add(new(file, at.Line, id, $"this id is used already in {_places[(kind.Name, id)].File}."));
            yield return item;
        }
    }

    /// <summary>What the shape cannot see, such as a converter's own rule, is found by reading the item for real.</summary>
    private void Bind(JsonArray items, JsonTypeInfo type, string file)
    {
        try
        {
            items.Deserialize(type);
        }
        catch (JsonException wrong)
        {
            _faults.Add(new(file, 1, wrong.Path ?? "", wrong.Message));
        }
    }

    private static YamlTree WithBody(YamlTree tree, string? body) => (tree, body) is (YamlTree.Map map, not null)
        ? map with { Pairs = [.. map.Pairs, new(map.Line, "body", new YamlTree.Scalar(map.Line, body, Plain: false))] }
        : tree;

    private static JsonObject Partials(string folder) => !Directory.Exists(folder) ? [] : new(
        Directory.EnumerateFiles(folder, "*.md").Order(StringComparer.Ordinal)
            .Select(path => KeyValuePair.Create(Path.GetFileNameWithoutExtension(path), (JsonNode?)File.ReadAllText(path).Trim())));
}
