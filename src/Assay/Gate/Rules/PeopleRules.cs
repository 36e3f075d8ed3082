using System.Text.Json;
using Assay.Models;
using static Assay.Gate.GateRule;

namespace Assay.Gate.Rules;

/// <summary>What the gate asks of people.</summary>
internal static class PeopleRules
{
    public static GateRule CodeReviewed { get; } = new("code-reviewed", "Its code was reviewed by somebody else",
        "Nobody sees their own mistakes as well as somebody else does.",
        (input, _) =>
        {
            if (input.Fact(FactKind.CodeReview) is not { } review) return Said.Unknown("No code review is on record.");

            var facts = DataRules.Of(review, "commit", "author", "reviewer", "url");
            var (commit, author, reviewer) = (review.Words("commit"), review.Words("author"), review.Words("reviewer"));
            if (string.IsNullOrEmpty(reviewer) || string.IsNullOrEmpty(author)) return Said.Unknown("The review does not name its author and its reviewer.", facts);
            if (string.Equals(author, reviewer, StringComparison.OrdinalIgnoreCase)) return Said.Fail("The author reviewed their own code.", facts);
            if (input.Provenance is { CodeCommit: { Length: > 0 } trained } && trained != commit) return Said.Fail($"Commit {commit} was reviewed; the version was trained from {trained}.", facts);
            return input.Fact(FactKind.CodeScan) is { } scan ? Scanned(scan, commit, facts) : Said.Pass("Somebody else reviewed the code.", facts);
        });

    private static readonly string[] _grave = ["HIGH", "CRITICAL", "ERROR", "BLOCKER"];
    private static readonly string[] _settled = ["CLOSED", "FIXED", "RESOLVED", "SUPPRESSED", "FALSE_POSITIVE", "FALSE-POSITIVE"];

    /// <summary>Where the code was scanned too, nothing grave may be open, and it is the reviewed commit that was scanned. A finding without a severity is a grave one.</summary>
    private static Said Scanned(JsonElement scan, string? commit, IReadOnlyList<Verdict.Fact> reviewed)
    {
        List<Verdict.Fact> facts = [.. reviewed, .. DataRules.Of(scan, "tool")];
        if (scan.Words("commit") is not { Length: > 0 } scanned || scanned != commit) return Said.Fail($"Commit {scan.Words("commit") ?? "of no name"} was scanned; {commit} was reviewed.", facts);

        var open = scan.Items("findings").Where(f => !_settled.Contains(f.Words("state")?.ToUpperInvariant()) && (f.Words("severity") is not { Length: > 0 } severity || _grave.Contains(severity.ToUpperInvariant()))).ToList();
        return open is []
            ? Said.Pass("Somebody else reviewed the code, and its scan left nothing grave open.", facts)
            : Said.Fail($"The scan of commit {commit} left {open.Count} high {(open.Count == 1 ? "finding" : "findings")} open.", [.. facts, .. open.Take(20).Select(f => new Verdict.Fact(f.Words("id") ?? "finding", f.Words("severity") ?? "no severity stated"))]);
    }

    public static GateRule RollbackPlan { get; } = new("rollback-plan", "There is a way back",
        "Whoever looks for the way back only once it is needed, finds it too late.",
        (input, _) => input.Fact(FactKind.RollbackPlan) is { } plan && plan.Words("plan") is { Length: > 0 }
            ? Said.Pass("A rollback plan is recorded.", DataRules.Of(plan, "plan", "version"))
            : Said.Fail("No rollback plan is recorded. Say how one gets back, and to which version."));

    public static GateRule CardComplete { get; } = new("card-complete", "Its card says how it decides",
        "People over whom a model decides may ask what it is for, what it looks at and where it fails.",
        (input, _) =>
        {
            if (!input.Candidate.Model.Consequential) return Said.Pass("The model is not marked as consequential.");
            if (input.Candidate.Card is not { } card) return Said.Fail("It decides over people and has no card.");
            return CardText.Parse(card.Text).Missing is [_, ..] missing
                ? Said.Fail($"Its card does not say: {string.Join(", ", missing)}.", new Verdict.Fact("card", $"revision {card.Revision}"))
                : Said.Pass("Its card has every part.", new Verdict.Fact("card", $"revision {card.Revision}"));
        });

    public static GateRule TwoApprovals { get; } = new("two-approvals", "Two people approved it",
        "A peer knows the work and a manager answers for it; neither is the author, and no one is both.",
        (input, _) =>
        {
            List<Verdict.Fact> facts = [.. input.Approvals.Select(a => new Verdict.Fact(a.Kind is ApprovalKind.PeerReview ? "peer review" : "sign-off", $"{a.By}, {a.ApprovedAt:yyyy-MM-dd HH:mm}"))];
            var missing = Enum.GetValues<ApprovalKind>().Except(input.Approvals.Select(a => a.Kind)).Select(k => k is ApprovalKind.PeerReview ? "a peer review" : "a manager's sign-off").ToList();
            if (missing is []) return Said.Pass("A peer reviewed it and a manager signed it off; neither is its author.", facts);

            var few = input.Eligible >= 2 ? "" : input.HasOutsideReviewer ? " An outside reviewer was asked." : " Fewer than two people besides the author may approve: name an outside reviewer.";
            return Said.Fail($"It lacks {string.Join(" and ", missing)}.{few}", [.. facts, new("may approve besides the author", $"{input.Eligible}")]);
        });
}
