using Assay.Catalog.Content;

namespace Assay.Catalog.Adoption;

/// <summary>Something that people do again and again because controls were adopted: one line of the calendar.</summary>
/// <param name="Source">What in the catalog asks for it: <c>cadence/access_review</c> or <c>control/AC-06</c>.</param>
/// <param name="Controls">The adopted controls that it serves.</param>
public sealed record Duty(string Source, string Title, string Owner, Frequency Frequency, IReadOnlyList<string> Controls)
{
    /// <summary>How many months yearly duties are spread over, so that all fall due before an observation window of half a year has ended.</summary>
    private const int _spreadMonths = 6;

    /// <summary>
    /// The cadences that serve an adopted control; and for each control that people perform on a schedule which no cadence
    /// keeps, a duty of its own. What happens on a change or an event is nobody's appointment.
    /// </summary>
    public static IReadOnlyList<Duty> Of(CatalogLibrary catalog, IReadOnlyList<Control> controls)
    {
        var adopted = controls.Select(c => c.Id).ToHashSet();
        var kept = catalog.Cadences.Where(c => c.Controls.Any(adopted.Contains)).ToList();

        return
        [
            .. kept.Select(c => new Duty($"cadence/{c.Id}", c.Title, c.Owner, c.Default, [.. c.Controls.Where(adopted.Contains)])),
            .. controls.Where(c => IsScheduled(c) && !kept.Exists(k => k.Controls.Contains(c.Id) && k.Default <= c.Frequency))
                .Select(c => new Duty($"control/{c.Id}", c.Title, c.Owner, c.Frequency, [c.Id])),
        ];
    }

    /// <summary>The first date, on a working day. Duties of one frequency are spread: a common day for all is a common day to miss.</summary>
    /// <param name="place">The duty's place among those of its frequency, of <paramref name="of"/>.</param>
    public DateOnly FirstDue(DateOnly start, int place, int of)
    {
        var months = Frequency switch { Frequency.Quarterly => 3, Frequency.HalfYearly or Frequency.Yearly => _spreadMonths, _ => 1 };
        var last = Frequency switch { Frequency.Daily => start.AddDays(1), Frequency.Weekly => start.AddDays(7), _ => start.AddMonths(months) };
        var first = Frequency is Frequency.Daily or Frequency.Weekly ? last : start.AddDays(14);

        return WorkingDay(first.AddDays((last.DayNumber - first.DayNumber) * (place + 1) / of));
    }

    /// <summary>One period later, counted from the day on which it was due rather than done: nothing due is ever passed over.</summary>
    public static DateOnly Next(DateOnly due, Frequency frequency) => frequency switch
    {
        Frequency.Daily => due.AddDays(1),
        Frequency.Weekly => due.AddDays(7),
        Frequency.Monthly => due.AddMonths(1),
        Frequency.Quarterly => due.AddMonths(3),
        Frequency.HalfYearly => due.AddMonths(6),
        _ => due.AddYears(1),
    };

    private static bool IsScheduled(Control control) =>
        control.Mode is not Mode.Automated && control.Frequency is Frequency.Weekly or Frequency.Monthly or Frequency.Quarterly or Frequency.HalfYearly or Frequency.Yearly
        || control is { Mode: Mode.Manual, Frequency: Frequency.Daily };

    /// <summary>Not after the 28th, which every month has, and not at a weekend.</summary>
    private static DateOnly WorkingDay(DateOnly day)
    {
        var everyMonth = day.Day > 28 ? day.AddDays(28 - day.Day) : day;

        return everyMonth.DayOfWeek switch
        {
            DayOfWeek.Saturday => everyMonth.AddDays(-1),
            DayOfWeek.Sunday => everyMonth.AddDays(-2),
            _ => everyMonth,
        };
    }
}
