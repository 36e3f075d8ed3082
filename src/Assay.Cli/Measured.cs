using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Assay.Cli;

/// <summary>A report as a fact of a version: with what it was computed from, so that it can be traced back.</summary>
internal static class Measured
{
    public static string With(string report, (string Name, string Value)[] words, (string Name, string Value)[] data)
    {
        var body = JsonNode.Parse(report)!.AsObject();
        foreach (var (name, value) in words) body[name] = value;
        body["data"] = new JsonObject(data.Select(d => KeyValuePair.Create(d.Name, (JsonNode?)JsonValue.Create(d.Value))));
        return body.ToJsonString();
    }

    public static string DigestOf(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
