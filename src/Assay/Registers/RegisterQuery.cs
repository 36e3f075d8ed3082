using Microsoft.AspNetCore.WebUtilities;

namespace Assay.Registers;

/// <summary>What a list shows, as its address says it: an address can be sent to a colleague and shows them the same.</summary>
/// <param name="Filters">Wanted values by column key.</param>
/// <param name="Show">The key of a view.</param>
/// <param name="After">The key of the last row of the page before.</param>
public sealed record RegisterQuery(
    string? Search, IReadOnlyDictionary<string, string> Filters, string? Show, string? Sort, bool Descending, string? After)
{
    public static RegisterQuery Of<TRow>(Register<TRow> register, IQueryCollection query) where TRow : class, IRegisterRow, new()
    {
        var sort = query["sort"].ToString();

        return new(
            Given(query["q"]),
            register.Columns.Where(c => c.Choices is not null && Given(query[c.Key]) is not null).ToDictionary(c => c.Key, c => query[c.Key].ToString()),
            Given(query["show"]), Given(sort.TrimStart('-')), sort.StartsWith('-'), Given(query["after"]));
    }

    public bool IsNarrowed => Search is not null || Filters.Count > 0 || Show is not null;

    public string Href(string path, params (string Key, string? Value)[] more)
    {
        var query = new Dictionary<string, string?> { ["q"] = Search, ["show"] = Show, ["sort"] = Sort is null ? null : Descending ? $"-{Sort}" : Sort };

        foreach (var (key, value) in Filters) query[key] = value;
        foreach (var (key, value) in more) query[key] = value;

        return QueryHelpers.AddQueryString($"/{path}", query.Where(p => p.Value is not null));
    }

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
