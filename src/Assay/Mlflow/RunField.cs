using System.Text.RegularExpressions;

namespace Assay.Mlflow;

/// <summary>What a search of runs compares or sorts by: <c>metrics.auc</c>, <c>params.lr</c>, <c>tags.team</c>, <c>dataset.name</c>, <c>attributes.status</c>.</summary>
internal sealed partial record RunField(RunField.Part Kind, string Key)
{
    internal enum Part
    {
        Attribute,
        Metric,
        Param,
        Tag,
        Dataset,
    }

    private static readonly string[] _attributes = ["run_id", "run_name", "user_id", "status", "artifact_uri", "start_time", "end_time"];

    public static RunField Of(string left)
    {
        var (entity, key) = left.Split('.', 2) is [var e, var k] ? (e, FilterText.Bare(k)) : ("attribute", FilterText.Bare(left));
        var kind = entity switch
        {
            "metric" or "metrics" => Part.Metric,
            "param" or "params" or "parameter" or "parameters" => Part.Param,
            "tag" or "tags" => Part.Tag,
            "dataset" or "datasets" => Part.Dataset,
            "attribute" or "attributes" or "attr" or "run" => Part.Attribute,
            _ => throw MlflowRefusal.Invalid($"Invalid entity type '{entity}'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']"),
        };

        if (kind is Part.Attribute)
        {
            key = key switch { "created" or "Created" => "start_time", "run name" or "Run name" or "Run Name" => "run_name", _ => key };
            if (!_attributes.Contains(key)) throw MlflowRefusal.Invalid($"Invalid attribute key '{key}' specified. Valid keys are '{{{string.Join(", ", _attributes.Select(a => $"'{a}'"))}}}'");
        }
        else if (kind is Part.Dataset && key is not ("name" or "digest"))
        {
            throw MlflowRefusal.Invalid($"Invalid dataset attribute key '{key}' specified. Valid keys are '{{'name', 'digest'}}'");
        }

        return new(kind, key);
    }

    public static (RunField Field, bool Ascending) Order(string clause)
    {
        var match = Clause().Match(clause);
        return match.Success
            ? (Of(match.Groups["left"].Value), !match.Groups["way"].Value.Equals("DESC", StringComparison.OrdinalIgnoreCase))
            : throw MlflowRefusal.Invalid($"Invalid order_by clause '{clause}'. Could not be parsed.");
    }

    /// <summary>A quoted value without its quotes.</summary>
    public string Text(string value) => value is ['\'', .., '\''] or ['"', .., '"']
        ? value[1..^1]
        : throw MlflowRefusal.Invalid($"Expected a quoted string value for {Kind.ToString().ToLowerInvariant()} (e.g. 'my-value'). Got value {value}");

    [GeneratedRegex("""\A\s*(?<left>(?:\w+\.)?(?:`[^`]*`|"[^"]*"|[\w.\-/]+))(?:\s+(?<way>ASC|DESC))?\s*\z""", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Clause();
}
