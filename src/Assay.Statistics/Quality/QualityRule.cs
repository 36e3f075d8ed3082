using System.Text.Json.Serialization;

namespace Assay.Statistics.Quality;

/// <summary>One thing that a dataset must satisfy, as data, so that a person can write it and another can review it.</summary>
/// <param name="Column">Null for rules of the whole dataset.</param>
/// <param name="Minimum">The least allowed: a value, a share, a number of rows.</param>
/// <param name="Maximum">The most allowed: a value, a share, a number of rows, an age in days.</param>
/// <param name="Values">Of a schema: the columns there must be. Of categories: those allowed. Of representation: the one group.</param>
public sealed record QualityRule(QualityRuleKind Kind, string? Column = null, double? Minimum = null, double? Maximum = null, IReadOnlyList<string>? Values = null);

[JsonConverter(typeof(EnumWords<QualityRuleKind>))]
public enum QualityRuleKind
{
    /// <summary>The columns are there.</summary>
    Schema,

    /// <summary>The column holds numbers and nothing else.</summary>
    Number,

    /// <summary>Every number lies within the limits.</summary>
    Range,

    /// <summary>The share without a value is at most the maximum.</summary>
    Nulls,

    /// <summary>Only these categories occur.</summary>
    Categories,

    /// <summary>The share of rows that repeat another is at most the maximum.</summary>
    Duplicates,

    /// <summary>The latest day is at most so many days old.</summary>
    Freshness,

    /// <summary>The number of rows lies within the limits.</summary>
    Volume,

    /// <summary>The share of numbers far outside the quartiles is at most the maximum.</summary>
    Anomalies,

    /// <summary>The group's share of the rows is at least the minimum.</summary>
    Representation,
}

[JsonConverter(typeof(EnumWords<QualityOutcome>))]
public enum QualityOutcome
{
    Pass,
    Fail,

    /// <summary>The profile does not tell: never a pass.</summary>
    Inconclusive,
}

public sealed record QualityFinding(QualityRule Rule, QualityOutcome Outcome, string Reason);

/// <summary>What the rules found. One failure, or one rule that cannot be judged, quarantines the dataset.</summary>
public sealed record QualityReport(IReadOnlyList<QualityFinding> Findings)
{
    public bool Passed => Findings.All(f => f.Outcome is QualityOutcome.Pass);
}
