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
            return input.Provenance is { CodeCommit: { Length: > 0 } trained } && trained != commit
                ? Said.Fail($"Commit {commit} was reviewed; the version was trained from {trained}.", facts)
                : Said.Pass("Somebody else reviewed the code.", facts);
        });

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
