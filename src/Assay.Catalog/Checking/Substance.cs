using System.Text.RegularExpressions;
using Assay.Catalog.Content;
using Assay.Catalog.Source;

namespace Assay.Catalog.Checking;

/// <summary>What can be measured of an item's worth: enough words, enough parts, ML where ML is claimed, the field's terms.</summary>
internal static partial class Substance
{
    public static IEnumerable<Fault> Check(CatalogLibrary catalog, CatalogSource source) =>
    [
        .. catalog.Criteria.SelectMany(c => Words(source, "criteria", c.Id, [("summary", c.Summary, 30), ("ml.data", c.Ml.Data, 15), ("ml.training", c.Ml.Training, 15), ("ml.inference", c.Ml.Inference, 15), ("ml.vendors", c.Ml.Vendors, 15)])
            .Concat(AtLeast(source, "criteria", c.Id, [("points", c.Points.Count, 3), ("common_exceptions", c.CommonExceptions.Count, 3), ("evidence", c.Evidence.Count, 1)]))),
        .. catalog.Controls.SelectMany(c => Words(source, "controls", c.Id, [("statement", c.Statement, 20), ("narrative", c.Narrative, 45), ("test_of_design", c.TestOfDesign, 20), ("test_of_operation.procedure", c.TestOfOperation.Procedure, 20)])
            .Concat(AtLeast(source, "controls", c.Id, [("checklist", c.Checklist.Count, 4), ("attributes", c.TestOfOperation.Attributes.Count, 3), ("evidence", c.Evidence.Count, 1), ("policies", c.Policies.Count, 1), ("risks", c.Risks.Count, 1), ("crosswalk", c.Crosswalk.Count, 2), ("answered_by", c.AnsweredBy.Count, 1)]))
            .Concat(ClaimsMl(source, c))),
        .. catalog.Risks.SelectMany(r => Words(source, "risks", r.Id, [("description", r.Description, 30), ("example", r.Example, 15), ("detection", r.Detection, 10)])
            .Concat(AtLeast(source, "risks", r.Id, [("controls", r.Controls.Count, 2)]))
            .Concat(r.Likelihood is < 1 or > 5 || r.Impact is < 1 or > 5 ? [source.At("risks", r.Id, r.Id, "likelihood and impact lie between 1 and 5.")] : [])),
        .. catalog.Questions.Value.SelectMany(q => Words(source, "questions", q.Id, [("text", q.Text, 4), ("why", q.Why, 8), ("decides", q.Decides, 5)])),
        .. Terms(catalog, source),
    ];

    private static IEnumerable<Fault> Words(CatalogSource source, string kind, string id, IEnumerable<(string Place, string Text, int Least)> parts) =>
        from part in parts
        let count = part.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length
        where count < part.Least
        select source.At(kind, id, $"{id}.{part.Place}", $"{count} words say too little; at least {part.Least}.");

    private static IEnumerable<Fault> AtLeast(CatalogSource source, string kind, string id, IEnumerable<(string Place, int Count, int Least)> parts) =>
        from part in parts
        where part.Count < part.Least
        select source.At(kind, id, $"{id}.{part.Place}", $"{part.Count}; at least {part.Least}.");

    /// <summary>Marked as ML only where statement, population and a test attribute all name an ML object.</summary>
    private static IEnumerable<Fault> ClaimsMl(CatalogSource source, Control control)
    {
        if (!control.Ml) yield break;
        if (!MlObject().IsMatch(control.Statement)) yield return source.At("controls", control.Id, $"{control.Id}.statement", "marked ml, and names no ML object.");
        if (control.Population is not { } population || !MlObject().IsMatch(population)) yield return source.At("controls", control.Id, $"{control.Id}.population", "marked ml, and names no ML object.");
        if (!control.TestOfOperation.Attributes.Any(a => MlObject().IsMatch(a.Text))) yield return source.At("controls", control.Id, $"{control.Id}.attributes", "marked ml, and none names an ML object.");
    }

    private static IEnumerable<Fault> Terms(CatalogLibrary catalog, CatalogSource source) =>
        from text in catalog.Controls.Select(c => (Kind: "controls", c.Id, Text: $"{c.Statement} {c.Narrative}"))
            .Concat(catalog.Policies.Select(p => (Kind: "policies", p.Id, Text: p.Body)))
            .Concat(catalog.Criteria.Select(c => (Kind: "criteria", c.Id, Text: c.Summary)))
        from term in _terms
        where text.Text.Contains(term.Wrong, StringComparison.OrdinalIgnoreCase)
        select source.At(text.Kind, text.Id, text.Id, $"'{term.Wrong}': {term.Right}");

    private static readonly (string Wrong, string Right)[] _terms =
    [
        ("SOC 2 certif", "the result is a report."),
        ("SOC2", "write SOC 2."),
        ("organization", "write organisation."),
        ("sub-service", "write subservice."),
        ("TODO", "finish it."),
        ("lorem ipsum", "write the text."),
    ];

    [GeneratedRegex(@"\b(models?|datasets?|data sets?|training|fine-tun\w*|inference|prompts?|weights|gpus?|notebooks?|labels?|labell\w*|features?|embeddings?|pipelines?|endpoints?|ml|ai|machine learning|agents?|drift|evaluations?|checkpoints?|artifacts?|predictions?|llms?)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex MlObject();
}
