using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Assay.Datasets;

/// <summary>How data of each class is handled, and which controls that asks for.</summary>
internal static class Handling
{
    /// <summary>Words in a location by which a store for development is known.</summary>
    private static readonly string[] _development = ["/dev/", "-dev", "dev-", "development", "sandbox", "/tmp/", "/home/", "laptop", "localhost", "staging"];

    private static readonly string[] _patterns = [.. _development.Select(w => $"%{w}%")];

    public sealed record Rule(Classification Class, string Keep, string Use, string Share, string End, string[] Controls);

    public static IReadOnlyList<Rule> All { get; } =
    [
        new(Classification.Public, "Anywhere.", "By anybody.", "Freely, under its licence.", "As its owner likes.", ["DS-01"]),
        new(Classification.Internal, "In the company's own stores.", "By members who need it.", "Within the company.", "By the retention that is recorded.", ["DS-01", "DS-02"]),
        new(Classification.Confidential, "Encrypted, in production stores; never in a development store.", "By roles that were granted it; reads are logged.", "Under a contract that says how.", "Disposed of with proof.", ["DS-01", "DS-02", "CS-01", "AC-05"]),
        new(Classification.Restricted, "Encrypted under a key of its own, in production stores; never in a development store.", "By name and need only; each read is logged.", "By a decision of its owner, each time.", "Disposed of with proof and a second person.", ["DS-01", "DS-02", "CS-01", "AC-05", "PR-19"]),
    ];

    public static Rule? Of(Classification classification) => All.FirstOrDefault(r => r.Class == classification);

    /// <summary>Whether it lies where its class may not be.</summary>
    public static bool IsBreached(Dataset dataset) =>
        dataset.Classification is Classification.Confidential or Classification.Restricted && _development.Any(w => dataset.Location.Contains(w, StringComparison.OrdinalIgnoreCase));

    /// <summary>The same as a question to the database.</summary>
    public static Expression<Func<Dataset, bool>> IsMishandled { get; } = dataset =>
        (dataset.Classification == Classification.Confidential || dataset.Classification == Classification.Restricted) && _patterns.Any(p => EF.Functions.ILike(dataset.Location, p));
}
