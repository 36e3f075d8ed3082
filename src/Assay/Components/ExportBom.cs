using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Models;

namespace Assay.Components;

/// <summary>Writes the ML bill of materials of a version: CycloneDX 1.6 with the model, its card, its data and its libraries.</summary>
internal static class ExportBom
{
    public static string Of(ReadVersion.Result read, DateTimeOffset now)
    {
        var version = read.Version;
        var model = new JsonObject
        {
            ["bom-ref"] = $"model/{version.ModelId:n}/{version.Number}",
            ["type"] = "machine-learning-model",
            ["name"] = version.Name,
            ["version"] = $"{version.Number}",
        };

        if (read.Version.Description is { Length: > 0 } description) model["description"] = description;
        if (read.Provenance is { } provenance)
        {
            model["hashes"] = new JsonArray(new JsonObject { ["alg"] = "SHA-256", ["content"] = provenance.ArtifactDigest["sha256:".Length..] });
            if (provenance.Licence.Length > 0) model["licenses"] = new JsonArray(new JsonObject { ["license"] = new JsonObject { ["name"] = provenance.Licence } });
        }

        model["modelCard"] = Card(read);
        model["properties"] = Properties(read);

        return new JsonObject
        {
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.6",
            ["serialNumber"] = $"urn:uuid:{Guid.CreateVersion7(now)}",
            ["version"] = 1,
            ["metadata"] = new JsonObject
            {
                ["timestamp"] = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ"),
                ["tools"] = new JsonObject { ["components"] = new JsonArray(new JsonObject { ["type"] = "application", ["name"] = "Assay" }) },
                ["component"] = model,
            },
            ["components"] = Components(read),
        }.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }

    private static JsonObject Card(ReadVersion.Result read)
    {
        var parameters = new JsonObject();
        if (read.Provenance is { Datasets: [_, ..] datasets })
            parameters["datasets"] = new JsonArray([.. datasets.Select(d => new JsonObject { ["type"] = "dataset", ["name"] = d })]);

        var card = new JsonObject { ["modelParameters"] = parameters };
        if (read.Latest(FactKind.Evaluation)?.Json is { } evaluation && evaluation.TryGetProperty("metrics", out var metrics) && metrics.ValueKind is JsonValueKind.Object)
        {
            card["quantitativeAnalysis"] = new JsonObject
            {
                ["performanceMetrics"] = new JsonArray([.. metrics.EnumerateObject().Select(m => new JsonObject { ["type"] = m.Name, ["value"] = m.Value.ToString() })]),
            };
        }

        return card;
    }

    private static JsonArray Properties(ReadVersion.Result read)
    {
        List<(string Name, string Value)> said = [("assay:state", read.Version.State.ToString()), ("assay:source", read.Version.Source)];
        if (read.Provenance is { } p) said.AddRange([("assay:code-commit", p.CodeCommit), ("assay:seed", p.Seed), ("assay:environment", p.Environment), ("assay:base-model", p.BaseModel)]);

        return new([.. said.Where(s => s.Value.Length > 0).Select(s => new JsonObject { ["name"] = s.Name, ["value"] = s.Value })]);
    }

    private static JsonArray Components(ReadVersion.Result read)
    {
        var listed = read.Latest(FactKind.Bom)?.Json is { } bom && bom.TryGetProperty("components", out var list) ? list.EnumerateArray() : default;

        return new([.. listed.Select(c => new JsonObject
        {
            ["type"] = "library",
            ["name"] = c.GetProperty("name").GetString(),
            ["version"] = c.GetProperty("release").GetString(),
        })]);
    }
}
