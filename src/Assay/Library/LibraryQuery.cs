using Assay.Catalog.Content;
using Microsoft.AspNetCore.WebUtilities;

namespace Assay.Library;

/// <summary>What the library shows, as its address says it. A value that no filter knows is left out.</summary>
/// <param name="After">Where the page before ended.</param>
public sealed record LibraryQuery(
    string? Search, string? Kind, string? Criterion, Category? Category, Stage? Stage, string? Framework, bool MlOnly, LibraryQuery.Place? After)
{
    public const int MaxSearchLength = 200;

    /// <summary>The last item of a page: how well it matched, and where it stands on the shelves.</summary>
    public sealed record Place(int Rank, int Position)
    {
        public override string ToString() => $"{Rank}-{Position}";

        public static Place? Parse(string? text) =>
            text?.Split('-') is [var rank, var position] && int.TryParse(rank, out var r) && int.TryParse(position, out var p) ? new(r, p) : null;
    }

    public static LibraryQuery Of(IQueryCollection query) => new(
        Given(query["q"]) is { } words ? words[..Math.Min(words.Length, MaxSearchLength)].Replace("\0", "", StringComparison.Ordinal) : null,
        LibraryKind.Of(query["kind"])?.Kind,
        Given(query["criterion"]),
        Word<Category>(query["category"]),
        Word<Stage>(query["stage"]),
        Given(query["framework"]),
        query["ml"] == "true",
        Place.Parse(query["after"]));

    public bool IsNarrowed => this with { After = null, Kind = null } != new LibraryQuery(null, null, null, null, null, null, false, null);

    public string Href()
    {
        var query = new Dictionary<string, string?>
        {
            ["q"] = Search,
            ["kind"] = Kind,
            ["criterion"] = Criterion,
            ["category"] = Category?.Word(),
            ["stage"] = Stage?.Word(),
            ["framework"] = Framework,
            ["ml"] = MlOnly ? "true" : null,
            ["after"] = After?.ToString(),
        };

        return QueryHelpers.AddQueryString("/library", query.Where(p => p.Value is not null));
    }

    private static T? Word<T>(string? word) where T : struct, Enum =>
        Enum.GetValues<T>().Where(value => value.Word() == word).Select(value => (T?)value).FirstOrDefault();

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
