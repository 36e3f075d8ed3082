using Assay.Catalog.Policies;

namespace Assay.Policies;

/// <summary>How pages, exports and refusals name statuses, steps and types.</summary>
internal static class PolicyWords
{
    public static string Of(PolicyStatus status) => status is PolicyStatus.InReview ? "In review" : status.ToString();

    public static string Of(PolicyStep step, int number) => step switch
    {
        PolicyStep.Review => $"Send version {number} to review",
        PolicyStep.Approve => $"Approve version {number}",
        PolicyStep.Publish => $"Publish version {number}",
        _ => "Retire this policy",
    };

    /// <summary>Names each open placeholder with its place: "T01 line 12: 'security_lead'".</summary>
    public static string Of(string policyId, IReadOnlyList<Unresolved> open) =>
        $"{(open.Count == 1 ? "A placeholder is" : $"{open.Count} placeholders are")} still open: {string.Join(", ", open.Select(o => $"{policyId} line {o.Line}: '{o.Name}'"))}. "
        + "A rule with a hole in it binds nobody. Fill in the profile and take the new draft, or edit the text.";

    /// <summary>What stands in a document's head and at the foot of its pages.</summary>
    public static string Standing(CompanyPolicy policy, int number, PolicyApproval? approval) =>
        policy.InForce == number ? $"Published, version {number}, approved {approval?.ApprovedAt:yyyy-MM-dd}, in force since {policy.PublishedAt:yyyy-MM-dd}"
        : number < policy.Latest ? $"Superseded, version {number}"
        : policy.Status is PolicyStatus.Retired ? $"Retired, version {number}"
        : approval is not null ? $"Approved {approval.ApprovedAt:yyyy-MM-dd}, version {number}, not yet in force"
        : policy.Status is PolicyStatus.InReview ? $"In review, version {number}, not approved"
        : $"Draft, version {number}, not approved";
}
