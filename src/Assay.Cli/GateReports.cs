using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;

namespace Assay.Cli;

/// <summary>The gate's answer in the forms that people and CI systems read.</summary>
internal static class GateReports
{
    private static readonly JsonWriterOptions _indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void WriteText(GateAnswer answer, Stream to)
    {
        using var text = new StreamWriter(to) { NewLine = "\n" };
        foreach (var rule in answer.Rules) text.WriteLine($"{Mark(rule),-12} {rule.Id,-26} {rule.Reason}");

        var unmet = answer.Rules.Where(r => !r.IsMet).Select(r => r.Id).ToList();
        text.WriteLine();
        text.WriteLine(answer.Passed
            ? $"Version {answer.Version} of {answer.Model} may go to production: all {answer.Rules.Count} rules are met."
            : $"Version {answer.Version} of {answer.Model} may not go to production. Not met: {string.Join(", ", unmet)}.");
        text.WriteLine($"Judged by rules {answer.RulesDigest}, {answer.Evaluator}. {answer.Page}");
    }

    public static void WriteJson(JsonElement answer, Stream to)
    {
        using (var json = new Utf8JsonWriter(to, _indented)) answer.WriteTo(json);
        to.WriteByte((byte)'\n');
    }

    /// <summary>SARIF 2.1.0: each unmet rule is a result; what cannot be told is an error too, because it blocks.</summary>
    public static void WriteSarif(GateAnswer answer, Stream to)
    {
        var sarif = new
        {
            version = "2.1.0",
            runs = new[]
            {
                new
                {
                    tool = new { driver = new { name = "Assay gate", version = answer.Evaluator, rules = answer.Rules.Select(r => new { id = r.Id, shortDescription = new { text = r.Title }, helpUri = answer.Page }) } },
                    results = answer.Rules.Where(r => !r.IsMet).Select(r => new
                    {
                        ruleId = r.Id,
                        level = "error",
                        kind = r.Answer == "Fail" ? "fail" : "open",
                        message = new { text = r.Reason },
                        locations = new[] { new { logicalLocations = new[] { new { fullyQualifiedName = $"models/{answer.Model}/versions/{answer.Version}", kind = "resource" } } } },
                    }),
                },
            },
        };

        WriteJson(JsonSerializer.SerializeToElement(sarif), to);
    }

    /// <summary>JUnit: each rule is a test case; what cannot be told is an error, what is not met a failure.</summary>
    public static void WriteJunit(GateAnswer answer, Stream to)
    {
        using var xml = XmlWriter.Create(to, new() { Indent = true, NewLineChars = "\n", CloseOutput = false });
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", $"Gate: {answer.Model} version {answer.Version}");
        xml.WriteAttributeString("tests", $"{answer.Rules.Count}");
        xml.WriteAttributeString("failures", $"{answer.Rules.Count(r => r.Answer == "Fail")}");
        xml.WriteAttributeString("errors", $"{answer.Rules.Count(r => r.Answer == "Inconclusive")}");

        foreach (var rule in answer.Rules)
        {
            xml.WriteStartElement("testcase");
            xml.WriteAttributeString("classname", "assay.gate");
            xml.WriteAttributeString("name", rule.Id);
            if (!rule.IsMet)
            {
                xml.WriteStartElement(rule.Answer == "Fail" ? "failure" : "error");
                xml.WriteAttributeString("message", rule.Reason);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static string Mark(GateAnswer.Rule rule) => rule.Answer.ToLowerInvariant();
}
