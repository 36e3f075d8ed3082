using System.Text.Encodings.Web;
using System.Text.Json;
using Assay.Catalog.Content;
using Assay.Catalog.Gaps;

namespace Assay.Catalog.Reports;

/// <summary>
/// The gap analysis as JSON. It holds no clock, path or version: the same answers give the same bytes.
/// </summary>
public static class GapJson
{
    private static readonly JsonWriterOptions _options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(GapReport report, Stream to)
    {
        using var json = new Utf8JsonWriter(to, _options);
        json.WriteStartObject();
        json.WriteString("company", report.Sheet.Company);
        json.WriteBoolean("sample", report.Sheet.Sample);
        json.WriteString("edition", Edition.Name);
        json.WriteString("readiness", report.Readiness.ToString());
        Scope(json, report);
        Advice(json, report);
        List(json, "contradictions", report.Contradictions, (w, c) => { w.WriteString("id", c.Id); Strings(w, "facts", c.Facts); w.WriteString("message", c.Message); });
        List(json, "frameworks", report.Frameworks, (w, f) => { w.WriteString("id", f.Id); w.WriteString("title", f.Title); w.WriteString("kind", f.Kind.Word()); w.WriteString("because", f.Because); });
        List(json, "criteria", report.Criteria, Criterion);
        List(json, "tasks", report.Tasks, Task);
        json.WriteEndObject();
    }

    private static void Scope(Utf8JsonWriter json, GapReport report)
    {
        json.WriteStartObject("scope");
        List(json, "categories", report.Scope.Categories, (w, c) =>
        {
            w.WriteString("category", c.Category.Word());
            w.WriteBoolean("recommended", c.Recommended);
            w.WriteBoolean("selected", c.Selected);
            List(w, "rules", c.Rules, (r, rule) => { r.WriteString("id", rule.Id); r.WriteString("because", rule.Because); });
            if (c.LeftOutBecause is not null) w.WriteString("left_out_because", c.LeftOutBecause);
        });
        List(json, "warnings", report.Scope.Warnings, (w, warning) =>
        {
            w.WriteString("id", warning.Id);
            w.WriteString("message", warning.Message);
            w.WriteBoolean("blocks", warning.Blocks);
        });
        json.WriteEndObject();
    }

    private static void Advice(Utf8JsonWriter json, GapReport report)
    {
        json.WriteStartObject("advice");
        json.WriteString("report_type", report.Advice.Type.Word());
        List(json, "because", report.Advice.Because, (w, b) => { w.WriteString("fact", b.Fact); w.WriteString("answer", b.Answer); w.WriteString("reason", b.Reason); });
        json.WriteStartObject("workload");
        json.WriteNumber("controls", report.Workload.Controls);
        json.WriteNumber("human_tasks_per_year", report.Workload.TasksPerYear);
        json.WriteNumber("hours_per_year", report.Workload.HoursPerYear);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Criterion(Utf8JsonWriter json, CriterionStanding criterion)
    {
        json.WriteString("id", criterion.Criterion.Id);
        json.WriteString("category", criterion.Criterion.Category.Word());
        json.WriteString("title", criterion.Criterion.Title);
        json.WriteBoolean("selected", criterion.IsSelected);
        json.WriteString("status", criterion.Status.Word());
        json.WriteString("basis", criterion.Basis?.Word());
        if (criterion.Reason is not null) json.WriteString("reason", criterion.Reason);
        Because(json, criterion.KeyControls.SelectMany(k => k.Because).Distinct());
        List(json, "controls", criterion.KeyControls, (w, k) =>
        {
            w.WriteString("id", k.Id);
            w.WriteString("title", k.Title);
            w.WriteString("state", k.State.Word());
        });
    }

    private static void Task(Utf8JsonWriter json, RemediationTask task)
    {
        json.WriteNumber("rank", task.Rank);
        json.WriteString("id", task.Id);
        json.WriteString("title", task.Title);
        json.WriteNumber("score", task.Score);
        json.WriteStartObject("parts");
        foreach (var (name, value) in new[] { ("s", task.Parts.S), ("g", task.Parts.G), ("c", task.Parts.C), ("x", task.Parts.X), ("t", task.Parts.T) })
            json.WriteNumber(name, value);
        json.WriteEndObject();
        json.WriteString("state", task.State.Word());
        json.WriteString("group", task.Control.Group.Word());
        json.WriteString("owner", task.Control.Owner);
        json.WriteNumber("effort_days", task.Control.EffortDays);
        Strings(json, "criteria", task.Criteria);
        Strings(json, "policies", task.Control.Policies);
        Because(json, task.Because);
    }

    private static void Because(Utf8JsonWriter json, IEnumerable<Because> because) =>
        List(json, "because", because, (w, b) => { w.WriteString("fact", b.Fact); w.WriteString("answer", b.Answer); });

    private static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static void List<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
