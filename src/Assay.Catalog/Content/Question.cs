using Assay.Catalog.Conditions;

namespace Assay.Catalog.Content;

public enum QuestionKind
{
    Practice,
    Choice,
    Choices,
    Number,
    Date,
    LastDate,
    Text,
}

/// <summary>One question of the interview. Its id is the fact that it establishes.</summary>
public sealed record Question
{
    public required string Id { get; init; }

    public required string Section { get; init; }

    public required string Text { get; init; }

    public required string Why { get; init; }

    public required string Decides { get; init; }

    public required QuestionKind Kind { get; init; }

    /// <summary>Asked in the first pass of at most 25 questions.</summary>
    public bool FirstPass { get; init; }

    /// <summary>Asked in the Security baseline run.</summary>
    public bool Baseline { get; init; }

    /// <summary>A practice that also has a day on which it last happened.</summary>
    public bool Last { get; init; }

    public Condition? AskWhen { get; init; }

    /// <summary>Where an earlier answer already tells this one, it is not asked.</summary>
    public IReadOnlyList<Follow> Follows { get => field ?? []; init; }

    public IReadOnlyList<Choice> Choices { get => field ?? []; init; }

    public decimal? Min { get; init; }

    public decimal? Max { get; init; }
}

/// <summary>The answer that follows when the condition holds, in the form in which answers are written.</summary>
public sealed record Follow(Condition When, string Value);

/// <summary>One choice. Where the choices are a scale, each has its level.</summary>
/// <param name="Name">How documents speak of it within a sentence, where they do.</param>
public sealed record Choice(string Id, string Label, Level? Level = null, string? Name = null);

/// <summary>A condition with a name, for use in other conditions and in templates.</summary>
public sealed record Flag(string Id, string Title, Condition When);

/// <summary>Answers that cannot all be right.</summary>
public sealed record Contradiction(string Id, Condition When, IReadOnlyList<string> Facts, string Message);

public enum ScopeRuleKind
{
    /// <summary>The category is recommended when the condition holds.</summary>
    Recommend,

    /// <summary>The category, if selected, is wider than anything that supports it.</summary>
    Unsupported,
}

public sealed record ScopeRule
{
    public required string Id { get; init; }

    public required Category Category { get; init; }

    public Condition? When { get; init; }

    public required string Because { get; init; }

    public required ScopeRuleKind Kind { get; init; }
}

public enum FrameworkKind
{
    /// <summary>More urgent for this company than a SOC 2 report.</summary>
    First,

    /// <summary>Law or contract that binds whoever meets the condition.</summary>
    Duty,

    /// <summary>Buyers may ask for it.</summary>
    Voluntary,
}

/// <summary>Another regime that the answers point to. It stands beside SOC 2, which never satisfies it.</summary>
public sealed record Framework(
    string Id, FrameworkKind Kind, string Title, Condition When, string Because, IReadOnlyList<SharedArtifact> Shared, string Statement);

/// <summary>An item of ours that serves both.</summary>
public sealed record SharedArtifact(string Id, string Use);
