namespace Assay.Policies;

/// <summary>What must be true before a policy takes a step. Pure, so that a page can say beforehand what would be refused.</summary>
internal static class PolicyRules
{
    private const int _maxReasonLength = 2_000;

    /// <returns>Why the step is refused; null where it may be taken.</returns>
    public static MovePolicy.Outcome? Refuse(CompanyPolicy policy, PolicyVersion version, Actor actor, MovePolicy.Request request) => request.Step switch
    {
        PolicyStep.Retire => policy.Status is PolicyStatus.Retired
            ? WrongStep(policy, "It is retired already.")
            : request.Reason?.Trim() is not { Length: > 0 and <= _maxReasonLength }
                ? new MovePolicy.Outcome.Refused("reason-missing", "Say why it is retired: an auditor will ask what governs the matter now.")
                : null,
        _ when version.Open.Count > 0 => new MovePolicy.Outcome.Unresolved(version.Open),
        PolicyStep.Review => policy.Status is PolicyStatus.Draft ? null : WrongStep(policy, "Only a draft is sent to review."),
        PolicyStep.Approve => RefuseApproval(policy, version, actor),
        _ => RefusePublication(policy, version, actor),
    };

    private static MovePolicy.Outcome.Refused? RefuseApproval(CompanyPolicy policy, PolicyVersion version, Actor actor) =>
        policy.Status is not PolicyStatus.InReview ? WrongStep(policy, "Only what is in review is approved; send it to review first.")
        : version.WrittenBy == actor.UserId ? SecondPerson("approve it")
        : null;

    private static MovePolicy.Outcome.Refused? RefusePublication(CompanyPolicy policy, PolicyVersion version, Actor actor) =>
        policy.Status is PolicyStatus.Approved ? null
        : policy.Status is PolicyStatus.Draft or PolicyStatus.InReview && version.WrittenBy == actor.UserId ? SecondPerson("publish it before another member has approved it")
        : WrongStep(policy, "Only what another member approved is published.");

    private static MovePolicy.Outcome.Refused SecondPerson(string act) => new("author-may-not-approve",
        $"Who writes is not who approves: you wrote this version, so you cannot {act}. One person alone could otherwise put any rule in force unseen. Ask another member of your organisation to approve it.");

    private static MovePolicy.Outcome.Refused WrongStep(CompanyPolicy policy, string rule) =>
        new("policy-wrong-status", $"{policy.PolicyId} is {PolicyWords.Of(policy.Status).ToLowerInvariant()}. {rule}");
}
