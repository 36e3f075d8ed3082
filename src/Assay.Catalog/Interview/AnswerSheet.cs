using System.Collections.Immutable;

namespace Assay.Catalog.Interview;

/// <summary>A company's answers so far, and what else the analysis needs to know of it.</summary>
public sealed record AnswerSheet
{
    public required string Company { get; init; }

    /// <summary>A made-up company: every page and export says so.</summary>
    public bool Sample { get; init; }

    /// <summary>The day on which the answers hold. Ages are counted from it, never from a clock.</summary>
    public required DateOnly AsOf { get; init; }

    public ImmutableSortedDictionary<string, Answer> Answers { get; init; } =
        ImmutableSortedDictionary.Create<string, Answer>(StringComparer.Ordinal);

    /// <summary>Categories chosen by a person; null leaves it to the recommendation.</summary>
    public ScopeChoice? Scope { get; init; }

    public IReadOnlyList<Commitment> Commitments { get; init; } = [];

    public IReadOnlyList<Component> Components { get; init; } = [];

    /// <summary>Fill-ins for documents, such as <c>security_lead</c>.</summary>
    public ImmutableSortedDictionary<string, string> Profile { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}

/// <summary>The categories beside Security, with the reason for each that was left out against the recommendation.</summary>
public sealed record ScopeChoice(IReadOnlyList<Content.Category> Categories, ImmutableSortedDictionary<string, string> Reasons);

/// <summary>A principal service commitment or system requirement, and the document that makes it.</summary>
public sealed record Commitment(string Text, string Source, Content.Category? Category);

public enum ComponentClass
{
    DataPipeline,
    Training,
    Inference,
    Storage,
    CustomerApplication,
}

/// <summary>A part of the system, in the audit's scope or left out with a named person's reason.</summary>
public sealed record Component(string Name, ComponentClass Class, bool InScope, string? ExcludedBecause, string? ExcludedBy);
