namespace Assay.Today;

/// <summary>A ledger entry as a sentence, and the page of what it is about.</summary>
internal static class EntryWords
{
    private static readonly Dictionary<string, string> _sentences = new(StringComparer.Ordinal)
    {
        ["adoption.applied"] = "Starter set adopted",
        ["control.adopted"] = "Control adopted",
        ["control.changed"] = "Adopted control changed",
        ["control.retired"] = "Control retired",
        ["control.updated"] = "Newer control taken from the catalog",
        ["duty.done"] = "Duty done",
        ["duty.scheduled"] = "Duty scheduled",
        ["elevation.approved"] = "Role for a time approved",
        ["elevation.asked"] = "Role for a time asked for",
        ["elevation.refused"] = "Role for a time refused",
        ["gaps.imported"] = "Gap workbook imported",
        ["gaps.run_kept"] = "Gap analysis kept for comparison",
        ["interview.answered"] = "Interview question answered",
        ["interview.delegated"] = "Interview section handed to a colleague",
        ["interview.delegation_revoked"] = "Colleague's interview link withdrawn",
        ["member.ended"] = "Membership ended",
        ["member.invitation_withdrawn"] = "Invitation withdrawn",
        ["member.invited"] = "Member invited",
        ["member.joined"] = "Member joined",
        ["member.roles_changed"] = "Roles of a member changed",
        ["organization.created"] = "Organisation created",
        ["plan.chosen"] = "Programme plan set",
        ["plan.cost_reset"] = "Cost range set back to the estimate",
        ["plan.cost_set"] = "Cost range set",
        ["plan.milestone_changed"] = "Milestone changed",
        ["policy.approved"] = "Policy approved",
        ["policy.drafted"] = "Policy version written",
        ["policy.published"] = "Policy published",
        ["policy.refused"] = "Step of a policy refused",
        ["policy.retired"] = "Policy retired",
        ["policy.sent_to_review"] = "Policy sent to review",
        ["profile.changed"] = "Names that documents fill in changed",
        ["ranking.weighted"] = "Weights of the ranking changed",
        ["ranking.weights_reset"] = "Weights of the ranking set back",
        ["register.imported"] = "File imported into a register",
        ["sample.loaded"] = "Sample company loaded",
        ["scope.decided"] = "Scope decided against the recommendation",
        ["scope.decision_withdrawn"] = "Scope follows the recommendation again",
        ["secret.cleared"] = "Stored secret cleared",
        ["secret.set"] = "Stored secret set",
        ["service_account.added"] = "Service account added",
        ["service_account.changed"] = "Service account changed",
        ["service_account.closed"] = "Service account closed",
        ["task.planned"] = "Remediation task planned",
        ["token.issued"] = "Token issued",
        ["token.revoked"] = "Token revoked",
        ["user.signed_in"] = "Signed in",
        ["user.signed_out"] = "Signed out",
    };

    /// <summary>What every register records; the first word is the row's.</summary>
    private static readonly string[] _ofRegisters = ["added", "changed", "removed"];

    public static string Of(string kind) =>
        _sentences.TryGetValue(kind, out var sentence) ? sentence : char.ToUpperInvariant(kind[0]) + kind[1..].Replace('.', ' ').Replace('_', ' ');

    /// <summary>Whether somebody thought about the words; the tests ask it of every kind that the product records.</summary>
    public static bool Knows(string kind) => _sentences.ContainsKey(kind) || _ofRegisters.Contains(kind.Split('.')[^1]);

    /// <returns>Null where there is no page of its own.</returns>
    public static string? PageOf(string subject) => subject.Split('/', 2) is not [var what, var id] ? null : what switch
    {
        "question" => $"/interview/questions/{id}?run=full",
        "task" => $"/controls/{id}",
        "policy" => $"/policies/{id}",
        "profile" => "/policies/profile",
        "control" => $"/adopt/controls/{id}",
        "adoption" => "/adopt/controls",
        "duty" when Guid.TryParse(id, out var duty) => $"/calendar/{duty}",
        "category" => $"/scope#{id}",
        "plan" => "/plan",
        "cost_range" => "/plan/cost",
        "milestone" => $"/plan/milestones/{id.Split('.')[^1]}",
        "person" => $"/people/{id}",
        "account" => $"/access/accounts/{id}",
        "system" => $"/access/systems/{id}",
        "service" when Guid.TryParse(id, out var service) => $"/settings/tokens/{service}",
        _ => null,
    };
}
