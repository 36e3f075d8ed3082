namespace Assay.Gate;

public enum Answer
{
    Pass,
    Fail,

    /// <summary>It cannot be told. That blocks as a fail does: what is not known is not passed.</summary>
    Inconclusive,
}

/// <summary>What one rule says of one version, and the facts on which it rests.</summary>
/// <param name="Rule">Its id, which refusals and CI logs print.</param>
/// <param name="Reason">One sentence: what was found, and what would be right.</param>
/// <param name="Facts">Name and value, as an auditor will want to read them.</param>
public sealed record Verdict(string Rule, string Title, Answer Answer, string Reason, IReadOnlyList<Verdict.Fact> Facts)
{
    public sealed record Fact(string Name, string Value);

    public bool IsMet => Answer is Answer.Pass;
}
