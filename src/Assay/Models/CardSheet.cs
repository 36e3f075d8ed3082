using System.Globalization;
using System.Text;
using System.Text.Json;
using YamlDotNet.RepresentationModel;

namespace Assay.Models;

/// <summary>The card as it goes out: what people wrote, with what the registry knows filled in where they left it out.</summary>
internal static class CardSheet
{
    public static string Of(ReadVersion.Result read)
    {
        var card = read.Card is { } written ? CardText.Parse(written.Text) : new CardText([], "");
        var head = new YamlMappingNode(card.Head.Children);

        Fill(head, "model_name", read.Model.Name);
        Fill(head, "version", read.Version.Number.ToString(CultureInfo.InvariantCulture));
        Fill(head, "license", read.Provenance?.Licence);
        Fill(head, "base_model", read.Provenance?.BaseModel);
        if (read.Provenance is { Datasets: [_, ..] datasets }) Fill(head, "datasets", new YamlSequenceNode(datasets.Select(d => new YamlScalarNode(d))));
        if (Results(read) is { } results) Fill(head, "model-index", results);

        var text = new StringBuilder("---\n");
        using (var yaml = new StringWriter())
        {
            new YamlStream(new YamlDocument(head)).Save(yaml, assignAnchors: false);
            text.Append(yaml.ToString().ReplaceLineEndings("\n").Replace("...\n", "", StringComparison.Ordinal));
        }

        return text.Append("---\n\n").Append(card.Body.Length > 0 ? card.Body : Empty(read)).ToString();
    }

    private static void Fill(YamlMappingNode head, string key, string? value)
    {
        if (!string.IsNullOrEmpty(value)) Fill(head, key, new YamlScalarNode(value));
    }

    private static void Fill(YamlMappingNode head, string key, YamlNode value)
    {
        if (!head.Children.ContainsKey(new YamlScalarNode(key))) head.Add(key, value);
    }

    /// <summary>Metrics in the shape that model hubs read.</summary>
    private static YamlSequenceNode? Results(ReadVersion.Result read)
    {
        if (read.Latest(FactKind.Evaluation)?.Json is not { ValueKind: JsonValueKind.Object } evaluation || !evaluation.TryGetProperty("metrics", out var metrics) || metrics.ValueKind is not JsonValueKind.Object) return null;

        var dataset = evaluation.TryGetProperty("dataset", out var on) ? on.ToString() : "";
        var list = new YamlSequenceNode(metrics.EnumerateObject().Select(m => new YamlMappingNode { { "type", m.Name }, { "value", m.Value.ToString() } }));
        var result = new YamlMappingNode { { "dataset", new YamlMappingNode { { "name", dataset } } }, { "metrics", list } };
        return new(new YamlMappingNode { { "name", read.Model.Name }, { "results", new YamlSequenceNode(result) } });
    }

    /// <summary>The headings that a card should have, for whoever writes it.</summary>
    private static string Empty(ReadVersion.Result read) =>
        $"# {read.Model.Name}\n\n{read.Version.Description}\n\n## Intended use\n\n## Inputs and outputs\n\n## Limitations\n\n## Training data\n\n## Evaluation\n";
}
