using System.Text.Json;

namespace Assay.Components;

/// <summary>A CycloneDX 1.6 bill of materials, checked against its schema.</summary>
internal static class BomText
{
    private static readonly Lazy<JsonSchema> _schema = new(() => new([Read("bom-1.6"), Read("spdx"), Read("jsf-0.82")]));

    /// <param name="Ecosystem">As advisories name it.</param>
    public sealed record Line(string Ecosystem, string Name, string Release, string Purl, string Licence);

    /// <exception cref="FormatException">Not JSON, or not valid; the message names the first faults with their places.</exception>
    public static JsonElement Parse(string text)
    {
        JsonElement bom;
        try
        {
            bom = JsonElement.Parse(text);
        }
        catch (JsonException wrong)
        {
            throw new FormatException($"The bill of materials is not JSON: {wrong.Message}", wrong);
        }

        return _schema.Value.Check(bom) is [_, ..] faults
            ? throw new FormatException($"The bill of materials is not valid CycloneDX 1.6: {string.Join("; ", faults.Take(5))}.")
            : bom;
    }

    /// <summary>The libraries that it lists, those within others too.</summary>
    public static IReadOnlyList<Line> Lines(JsonElement bom) => [.. All(bom).Where(c => Text(c, "type") is "library" or "framework").Select(Of).DistinctBy(l => (l.Ecosystem, l.Name, l.Release))];

    private static IEnumerable<JsonElement> All(JsonElement holder) =>
        holder.TryGetProperty("components", out var list) && list.ValueKind is JsonValueKind.Array
            ? list.EnumerateArray().SelectMany(c => All(c).Prepend(c))
            : [];

    private static Line Of(JsonElement component)
    {
        var purl = Text(component, "purl");
        var (type, name) = purl.StartsWith("pkg:", StringComparison.Ordinal) && purl[4..].Split('/', 2) is [var t, var rest]
            ? (t, Uri.UnescapeDataString(rest.Split('?', '#')[0] is var path && path.LastIndexOf('@') is > 0 and var at ? path[..at] : path))
            : ("", Text(component, "group") is { Length: > 0 } group ? $"{group}/{Text(component, "name")}" : Text(component, "name"));

        return new(Ecosystem(type), type == "pypi" ? name.ToLowerInvariant().Replace('_', '-') : type == "maven" ? name.Replace('/', ':') : name, Text(component, "version"), purl, Licence(component));
    }

    private static string Ecosystem(string type) => type switch
    {
        "pypi" => "PyPI",
        "npm" => "npm",
        "maven" => "Maven",
        "nuget" => "NuGet",
        "golang" => "Go",
        "cargo" => "crates.io",
        "gem" => "RubyGems",
        "deb" => "Debian",
        _ => type,
    };

    private static string Licence(JsonElement component) =>
        component.TryGetProperty("licenses", out var list)
            ? string.Join(" AND ", list.EnumerateArray().Select(l => l.TryGetProperty("license", out var one) ? Text(one, "id") is { Length: > 0 } id ? id : Text(one, "name") : Text(l, "expression")))
            : "";

    private static string Text(JsonElement holder, string name) => holder.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString()! : "";

    private static JsonElement Read(string name)
    {
        using var stream = typeof(BomText).Assembly.GetManifestResourceStream($"cyclonedx/{name}.schema.json") ?? throw new InvalidOperationException($"The schema {name} is not shipped.");
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
