using System.Globalization;
using Assay.Catalog.Content;

namespace Assay.Evidence;

/// <summary>The upload form as it was typed, so that nothing is typed twice.</summary>
public sealed record EvidenceForm
{
    public string Title { get; init; } = "";

    public string Kind { get; init; } = EvidenceKind.Continuous.Word();

    public string Type { get; init; } = "";

    public string Controls { get; init; } = "";

    public string Criteria { get; init; } = "";

    public string From { get; init; } = "";

    public string To { get; init; } = "";

    public string Note { get; init; } = "";

    /// <summary>The item that it is the next version of.</summary>
    public Guid? Item { get; init; }

    public static EvidenceForm Of(IReadOnlyDictionary<string, string> fields)
    {
        string Given(string name) => fields.GetValueOrDefault($"Form.{name}", "").Trim();

        return new()
        {
            Title = Given("Title"),
            Kind = Given("Kind"),
            Type = Given("Type"),
            Controls = Given("Controls"),
            Criteria = Given("Criteria"),
            From = Given("From"),
            To = Given("To"),
            Note = Given("Note"),
            Item = Guid.TryParse(Given("Item"), out var item) ? item : null,
        };
    }

    public Filing ToFiling() => new()
    {
        Title = Title,
        Kind = Enum.GetValues<EvidenceKind>().Where(k => k.Word() == Kind).DefaultIfEmpty((EvidenceKind)(-1)).First(),
        Type = Type is "" ? null : Type,
        Controls = IdList.Of(Controls),
        Criteria = IdList.Of(Criteria),
        From = Day(From),
        To = Day(To),
        Note = Note,
    };

    private static DateOnly? Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
