namespace Assay.Statistics.Drift;

/// <summary>What moved between two files, column by column.</summary>
public sealed record DriftReport(string Reference, string Current, IReadOnlyList<ColumnDrift> Columns);
