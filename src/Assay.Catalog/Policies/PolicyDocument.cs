using Assay.Catalog.Content;
using Assay.Catalog.Interview;

namespace Assay.Catalog.Policies;

/// <summary>One policy as a company's own document: Markdown with a head that says what it is, and what is still open in it.</summary>
public sealed record PolicyDocument(Policy Policy, string Markdown, IReadOnlyList<Unresolved> Open)
{
    /// <summary>A name for its file: <c>T21-access-review-procedure</c>.</summary>
    public string FileName => $"{Policy.Id}-{string.Join('-', Policy.Title.ToLowerInvariant().Split([' ', ',', '(', ')', '/', '-'], StringSplitOptions.RemoveEmptyEntries))}";

    public static PolicyDocument Of(Policy policy, AnswerSheet sheet, PolicyTemplates templates)
    {
        var filled = templates.Fill(Head(policy, sheet) + TemplateWords.Rule().Replace(policy.Body, "(${rule})"));
        return new(policy, filled.Text, filled.Open);
    }

    /// <summary>A draft until somebody other than its author approves it.</summary>
    private static string Head(Policy policy, AnswerSheet sheet) =>
        $"""
        # {policy.Title}
        {(sheet.Sample ? $"\n**{Edition.Sample}**\n" : "")}
        | | |
        |---|---|
        | Document | {policy.Id}, {policy.Type.Word()} of {sheet.Company} |
        | Status | Draft, not approved |
        | Owner | {policy.Owner} |
        | Approver | {policy.Approver} |
        | Review | {policy.Review.Word().Replace('_', ' ')} |
        | Criteria | {string.Join(", ", policy.Criteria.Select(m => m.Id))} ({Edition.Name}) |


        """;
}
