using System.Globalization;
using Assay.Catalog;
using Assay.Catalog.Content;
using Microsoft.AspNetCore.WebUtilities;

namespace Assay.Evidence;

/// <summary>What the list shows, as its address says it. A value that no filter knows is left out.</summary>
/// <param name="Status">Waiting, Accepted, Returned or Stale.</param>
/// <param name="From">Only what covers a day from here on.</param>
/// <param name="To">Only what covers a day up to here.</param>
/// <param name="Uploaded">True for what a person uploaded, false for what arrived by itself.</param>
/// <param name="After">The last item of the page before.</param>
public sealed record EvidenceQuery(
    string? Control, string? Criterion, string? Type, EvidenceKind? Kind, string? Status, DateOnly? From, DateOnly? To, bool? Uploaded, Guid? After)
{
    public static IReadOnlyList<string> Statuses { get; } = ["Waiting", "Accepted", "Returned", "Stale"];

    public static EvidenceQuery All { get; } = new(null, null, null, null, null, null, null, null, null);

    public bool IsNarrowed => this with { After = null } != All;

    public static EvidenceQuery Of(IQueryCollection query) => new(
        Given(query["control"])?.ToUpperInvariant(),
        Given(query["criterion"])?.ToUpperInvariant(),
        Given(query["type"])?.ToUpperInvariant(),
        Enum.GetValues<EvidenceKind>().Where(k => k.Word() == query["kind"]).Select(k => (EvidenceKind?)k).FirstOrDefault(),
        Statuses.FirstOrDefault(s => s.Equals(query["status"], StringComparison.OrdinalIgnoreCase)),
        Day(query["from"]), Day(query["to"]),
        bool.TryParse(query["uploaded"], out var uploaded) ? uploaded : null,
        Guid.TryParse(query["after"], out var after) ? after : null);

    public string Href()
    {
        var query = new Dictionary<string, string?>
        {
            ["control"] = Control,
            ["criterion"] = Criterion,
            ["type"] = Type,
            ["kind"] = Kind?.Word(),
            ["status"] = Status,
            ["from"] = From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["to"] = To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["uploaded"] = Uploaded is { } uploaded ? uploaded ? "true" : "false" : null,
            ["after"] = After?.ToString(),
        };

        return QueryHelpers.AddQueryString("/evidence", query.Where(p => p.Value is not null));
    }

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) || value.Length > 20 ? null : value.Trim().Replace("\0", "", StringComparison.Ordinal);
}
