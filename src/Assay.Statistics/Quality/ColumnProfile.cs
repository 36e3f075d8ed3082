using Assay.Statistics.Drift;

namespace Assay.Statistics.Quality;

/// <summary>What can be told of a column without showing a row of it: no value leaves the file but the ends of numbers and the names of few categories.</summary>
public sealed record ColumnProfile
{
    /// <summary>Where there are more, they may name people, so none is told.</summary>
    public const int MostCategoriesTold = 50;

    public required string Name { get; init; }
    public required ColumnKind Kind { get; init; }
    public required long Count { get; init; }
    public required long Missing { get; init; }

    /// <summary>Values that are not numbers in a column that mostly is.</summary>
    public required long WrongType { get; init; }

    /// <summary>Of a number column, how many lie beyond three times the interquartile range outside the quartiles.</summary>
    public long Outliers { get; init; }

    public PopulationSummary? Numbers { get; init; }

    /// <summary>Shares by category; null where there are too many to tell.</summary>
    public IReadOnlyDictionary<string, double>? Categories { get; init; }
}

/// <summary>A file or folder in figures, by which its quality is judged where the data itself does not go.</summary>
public sealed record DatasetProfile
{
    public required long Rows { get; init; }
    public required long DuplicateRows { get; init; }

    /// <summary>The latest day in any column whose values all are dates; null where there is none.</summary>
    public DateOnly? LatestDay { get; init; }

    public required IReadOnlyList<ColumnProfile> Columns { get; init; }
}
