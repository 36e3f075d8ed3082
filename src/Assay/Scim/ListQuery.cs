namespace Assay.Scim;

/// <summary>What is asked of a list (RFC 7644 §3.4.2), by the address or by a posted search.</summary>
public sealed record ListQuery(string? Filter, string? SortBy, bool Descending, int StartIndex, int Count, Projection Projection)
{
    public const int DefaultCount = 100;
    public const int MostCount = 200;

    /// <summary>A start before the first is the first, and a negative count is none: so the protocol says.</summary>
    public static ListQuery Of(string? filter, string? sortBy, string? sortOrder, int? startIndex, int? count, Projection projection) => new(
        string.IsNullOrWhiteSpace(filter) ? null : filter,
        string.IsNullOrWhiteSpace(sortBy) ? null : sortBy,
        "descending".Equals(sortOrder, StringComparison.OrdinalIgnoreCase),
        Math.Max(startIndex ?? 1, 1),
        Math.Clamp(count ?? DefaultCount, 0, MostCount),
        projection);
}
