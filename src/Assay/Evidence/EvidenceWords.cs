using Assay.Catalog.Content;

namespace Assay.Evidence;

internal static class EvidenceWords
{
    public static IReadOnlyList<(EvidenceKind Kind, string Title, string Means)> Kinds { get; } =
    [
        (EvidenceKind.Continuous, "Continuous", "every moment from a first to a last day: logs, exports, scheduled scans"),
        (EvidenceKind.Occurrence, "Occurrence", "something that happened on a day: a review, a test, an approval"),
        (EvidenceKind.InForce, "In force", "from a day on, until a last day or further notice: a policy, a contract"),
        (EvidenceKind.AsOf, "As of", "one instant: a screenshot, a configuration. It never proves a period"),
    ];

    public static string Of(EvidenceKind kind) => Kinds.First(k => k.Kind == kind).Title;

    public static string Of(EvidenceSource source) => source switch
    {
        EvidenceSource.Person => "Upload",
        EvidenceSource.CommandLine => "Command line",
        EvidenceSource.Product => "Assay itself",
        var other => other.ToString(),
    };

    /// <summary>The word of the badge.</summary>
    public static string Of(EvidenceStatus status, bool stale) => status switch
    {
        EvidenceStatus.Accepted when stale => "Stale",
        EvidenceStatus.Accepted => "Accepted",
        EvidenceStatus.Returned => "Returned",
        _ => "Waiting for review",
    };

    public static string Period(DateOnly from, DateOnly to) =>
        to == from ? $"{from:yyyy-MM-dd}" : to == DateOnly.MaxValue ? $"from {from:yyyy-MM-dd}" : $"{from:yyyy-MM-dd} to {to:yyyy-MM-dd}";

    public static string Size(long bytes) => bytes switch
    {
        < 1024 => $"{bytes} bytes",
        < 1024 * 1024 => $"{bytes / 1024.0:0.#} KB",
        < 1024L * 1024 * 1024 => $"{bytes / 1024.0 / 1024:0.#} MB",
        _ => $"{bytes / 1024.0 / 1024 / 1024:0.##} GB",
    };
}
