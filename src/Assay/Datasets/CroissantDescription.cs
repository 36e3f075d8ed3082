using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Assay.Datasets;

/// <summary>What a Croissant 1.0 description says of a dataset, as far as the inventory asks.</summary>
internal sealed record CroissantDescription(string Name, string Description, string Url, string Licence, string Version, string Consent, bool SaysPersonal, int Files, string? Digest, IReadOnlyList<string> Gaps)
{
    private const int _longest = 1000;

    public static CroissantDescription? Read(string json, out string problem)
    {
        problem = "";

        try
        {
            using var document = JsonDocument.Parse(json, new() { MaxDepth = 64 });
            var root = document.RootElement;

            if (root.ValueKind is not JsonValueKind.Object || !Types(root).Any(t => t.EndsWith("Dataset", StringComparison.Ordinal)))
                problem = "This is no Croissant description: it has no '@type' that is a Dataset.";
            else if (Text(root, "name") is "") problem = "The description has no 'name'.";
            else return Of(root);
        }
        catch (JsonException wrong)
        {
            problem = $"This is not JSON: line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine + 1}.";
        }

        return null;
    }

    private static CroissantDescription Of(JsonElement root)
    {
        var objects = Items(root, "distribution").Where(f => Types(f).Any(t => t.EndsWith("FileObject", StringComparison.Ordinal))).ToList();
        var hashes = objects.Select(f => (Name: Text(f, "name") is { Length: > 0 } name ? name : Text(f, "@id"), Sha256: Text(f, "sha256").ToLowerInvariant())).ToList();
        var unhashed = hashes.Where(h => h.Sha256.Length != 64).Select(h => h.Name).ToList();
        var (licence, url) = (Text(root, "license"), Text(root, "url"));

        string[] gaps =
        [
            .. licence is "" ? ["the description names no licence"] : Array.Empty<string>(),
            .. url is "" ? ["the description names no source"] : Array.Empty<string>(),
            .. objects.Count == 0 ? ["the description lists no files"] : Array.Empty<string>(),
            .. unhashed.Select(name => $"no SHA-256 of {name}"),
        ];

        return new(Short(Text(root, "name"), 200), Text(root, "description"), url, Short(licence, 300),
            Text(root, "version") is { Length: > 0 } version ? Short(version, DatasetVersion.MaxLabelLength) : "1", Short(Text(root, "rai:dataCollectionConsent"), 500),
            Text(root, "rai:personalSensitiveInformation") is not "" || Text(root, "rai:annotatorDemographics") is not "",
            Math.Max(1, objects.Count), objects.Count > 0 && unhashed.Count == 0 ? OverAll(hashes) : null, gaps);
    }

    /// <summary>As the command line does for a folder: the SHA-256 of each file and its name, in the order of the names.</summary>
    private static string OverAll(IEnumerable<(string Name, string Sha256)> files) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Concat(files.OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => $"{f.Sha256}  {f.Name}\n")))));

    private static IEnumerable<string> Types(JsonElement of) => Items(of, "@type").Where(t => t.ValueKind is JsonValueKind.String).Select(t => t.GetString()!);

    /// <summary>JSON-LD lets one stand for a list of one.</summary>
    private static JsonElement[] Items(JsonElement of, string name) =>
        !of.TryGetProperty(name, out var value) ? [] : value.ValueKind is JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];

    private static string Text(JsonElement of, string name)
    {
        var texts = Items(of, name).Select(i => i.ValueKind switch
        {
            JsonValueKind.String => i.GetString()!,
            JsonValueKind.Object when i.TryGetProperty("url", out var url) || i.TryGetProperty("@id", out url) || i.TryGetProperty("name", out url) => url.ToString(),
            JsonValueKind.Number => i.GetRawText(),
            _ => "",
        });

        return Short(string.Join(", ", texts.Where(t => t.Length > 0)).ReplaceLineEndings("\n").Trim(), _longest);
    }

    private static string Short(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";
}
