using Assay.Catalog.Content;
using Assay.Catalog.Interview;

namespace Assay.Catalog.Policies;

/// <summary>The table at the top of a policy: whose it is, how it stands, who owns it, what it serves.</summary>
public sealed record PolicyHead(Policy Policy, string Company, bool Sample, string Status, string Owner, string Approver)
{
    public const string Draft = "Draft, not approved";

    public static PolicyHead Of(Policy policy, AnswerSheet sheet, string status) =>
        new(policy, sheet.Company, sheet.Sample, status, Holder(policy.Owner, sheet), Holder(policy.Approver, sheet));

    public string Markdown =>
        $"""
        # {Policy.Title}
        {(Sample ? $"\n**{Edition.Sample}**\n" : "")}
        | | |
        |---|---|
        | Document | {Policy.Id}, {Policy.Type.Word()} of {Cell(Company)} |
        | Status | {Status} |
        | Owner | {Cell(Owner)} |
        | Approver | {Cell(Approver)} |
        | Review | {Policy.Review.Word().Replace('_', ' ')} |
        | Criteria | {string.Join(", ", Policy.Criteria.Select(m => m.Id))} ({Edition.Name}) |


        """;

    /// <returns>"Head of platform, as security lead", where the company's profile says who holds the role.</returns>
    public static string Holder(string role, AnswerSheet sheet) =>
        sheet.Profile.TryGetValue(role.ToLowerInvariant().Replace(' ', '_'), out var holder) && !holder.Equals(role, StringComparison.OrdinalIgnoreCase)
            ? $"{holder}, as {char.ToLowerInvariant(role[0])}{role[1..]}"
            : role;

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
