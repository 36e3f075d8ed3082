using System.Globalization;
using System.Text;
using Assay.Catalog.Content;

namespace Assay.Catalog.Interview;

/// <summary>Writes a sheet as the file that <see cref="AnswersFile"/> reads. Answers stand in the order of the interview.</summary>
public static class AnswersYaml
{
    public static void Write(CatalogLibrary catalog, AnswerSheet sheet, TextWriter to)
    {
        to.Write($"company: {Quoted(sheet.Company)}\nas_of: {sheet.AsOf:yyyy-MM-dd}\n");
        if (sheet.Sample) to.Write("sample: true\n");
        Answers(catalog, sheet, to);
        Scope(sheet.Scope, to);
        Items(to, "commitments", sheet.Commitments, c => [("text", Quoted(c.Text)), ("source", Quoted(c.Source)), ("category", c.Category?.Word())]);
        Items(to, "components", sheet.Components, c =>
        [
            ("name", Quoted(c.Name)), ("class", c.Class.Word()), ("in_scope", c.InScope ? "true" : "false"),
            ("excluded_because", Quoted(c.ExcludedBecause)), ("excluded_by", Quoted(c.ExcludedBy)),
        ]);

        if (sheet.Profile.Count == 0) return;
        to.Write("profile:\n");
        foreach (var (key, value) in sheet.Profile) to.Write($"  {key}: {Quoted(value)}\n");
    }

    private static void Answers(CatalogLibrary catalog, AnswerSheet sheet, TextWriter to)
    {
        to.Write(sheet.Answers.Count == 0 ? "answers: {}\n" : "answers:\n");
        foreach (var question in catalog.Questions.Value)
            if (sheet.Answers.TryGetValue(question.Id, out var answer)) to.Write($"  {question.Id}: {Value(answer)}\n");
    }

    private static string Value(Answer answer) => answer switch
    {
        Answer.Practice { Last: { } last } practice => $"{{ practice: {practice.Level.Word()}, last: {last:yyyy-MM-dd} }}",
        Answer.Chosen { Ids.Count: > 1 } chosen => $"[{string.Join(", ", chosen.Ids)}]",
        Answer.Free free => Quoted(free.Value)!,
        _ => answer.Text,
    };

    private static void Scope(ScopeChoice? scope, TextWriter to)
    {
        if (scope is null) return;
        to.Write($"scope:\n  categories: [{string.Join(", ", scope.Categories.Select(c => c.Word()))}]\n");
        if (scope.Reasons.Count == 0) return;
        to.Write("  reasons:\n");
        foreach (var (category, reason) in scope.Reasons) to.Write($"    {category}: {Quoted(reason)}\n");
    }

    private static void Items<T>(TextWriter to, string name, IReadOnlyList<T> items, Func<T, IEnumerable<(string Key, string? Value)>> fields)
    {
        if (items.Count == 0) return;
        to.Write($"{name}:\n");

        foreach (var item in items)
        {
            var before = "  - ";
            foreach (var (key, value) in fields(item).Where(f => f.Value is not null))
            {
                to.Write($"{before}{key}: {value}\n");
                before = "    ";
            }
        }
    }

    /// <summary>Always in quotation marks, so that no text is taken for a number, a truth or a mark of YAML.</summary>
    private static string? Quoted(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;

        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when char.IsControl(c) || c is '\u2028' or '\u2029' or '\ufeff' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }
}
