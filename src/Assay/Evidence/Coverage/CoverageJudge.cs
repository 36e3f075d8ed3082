using Assay.Catalog.Content;

namespace Assay.Evidence;

/// <summary>How one control's months are judged.</summary>
/// <remarks>
/// What shows an instant never proves a period. What holds from day to day proves the days that it holds; something that
/// happened proves the period in which its control had to act once. A control that acts on events has no months to fill:
/// its population decides.
/// </remarks>
internal static class CoverageJudge
{
    public static IReadOnlyList<CoverageCell> Of(CoveredControl control, IReadOnlyList<Slot> months, DateOnly today, IReadOnlyList<Shown> shown)
    {
        var length = MonthsOf(control.Frequency);
        return [.. months.Chunk(length).SelectMany(period => Judge(control, period, isWhole: period.Length == length, today, shown))];
    }

    /// <summary>The whole periods of a control's frequency from a day on, as far as they have begun. What acts on events has none.</summary>
    public static IEnumerable<Slot> PeriodsOf(Frequency frequency, DateOnly from, DateOnly today) => IsOnEvent(frequency) ? [] :
        Slot.MonthsOf(from, new DateOnly(today.Year, today.Month, 1).AddMonths(13).AddDays(-1)).Chunk(MonthsOf(frequency))
            .Where(months => months.Length == MonthsOf(frequency)).Select(months => new Slot(months[0].From, months[^1].To)).TakeWhile(period => period.From <= today);

    /// <summary>Whether what was shown proves that the control acted in the period as often as it has to.</summary>
    public static bool IsCovered(Frequency frequency, Slot period, IEnumerable<Shown> shown) => Proves(frequency, period, [.. shown.Where(period.Meets)]);

    private static IEnumerable<CoverageCell> Judge(CoveredControl control, Slot[] months, bool isWhole, DateOnly today, IReadOnlyList<Shown> shown)
    {
        var period = new Slot(months[0].From, months[^1].To);
        var found = shown.Where(period.Meets).ToList();
        var state = StateOf(control, period, isWhole, today, found);

        // A quarter is missed once, in its last month; where it is covered, all of its months are.
        return months.Select((month, i) => new CoverageCell(month.From, month.To,
            state is CellState.Missing or CellState.Partial && i < months.Length - 1 ? CellState.NotDue : state, found.Count(month.Meets)));
    }

    private static CellState StateOf(CoveredControl control, Slot period, bool isWhole, DateOnly today, List<Shown> found)
    {
        if (IsOnEvent(control.Frequency)) return found.Exists(s => s.Kind is not EvidenceKind.AsOf) ? CellState.Covered : CellState.NotDue;
        if (Proves(control.Frequency, period, found)) return CellState.Covered;
        if (control.EndedOn < period.From) return CellState.NotDue;
        if (!isWhole && !(control.DueOn is { } due && period.Holds(due))) return CellState.NotDue;
        if (period.To >= today) return CellState.Open;

        return found.Count > 0 ? CellState.Partial : CellState.Missing;
    }

    private static bool Proves(Frequency frequency, Slot period, List<Shown> found) => frequency switch
    {
        Frequency.Continuous => Holds(period, found),
        Frequency.Daily => Days(period).All(day => IsShown(new(day, day), found)),
        Frequency.Weekly => Weeks(period).All(week => IsShown(week, found)),
        _ => IsShown(period, found),
    };

    private static bool IsShown(Slot slot, List<Shown> found) =>
        found.Exists(s => s.Kind is EvidenceKind.Occurrence && slot.Holds(s.From)) || Holds(slot, found);

    /// <summary>Whether what holds from day to day, taken together, leaves no day of it out.</summary>
    private static bool Holds(Slot slot, List<Shown> found)
    {
        var next = slot.From;

        foreach (var span in found.Where(s => s.Kind is EvidenceKind.InForce or EvidenceKind.Continuous).OrderBy(s => s.From))
        {
            if (span.From > next) return false;
            if (span.To >= slot.To) return true;
            if (span.To >= next) next = span.To.AddDays(1);
        }

        return false;
    }

    /// <summary>The weeks that end in the period: a week that is not over belongs to the next.</summary>
    private static IEnumerable<Slot> Weeks(Slot period)
    {
        var sunday = period.From.AddDays((7 - (int)period.From.DayOfWeek) % 7);
        for (; sunday <= period.To; sunday = sunday.AddDays(7)) yield return new(sunday.AddDays(-6), sunday);
    }

    private static IEnumerable<DateOnly> Days(Slot period)
    {
        for (var day = period.From; day <= period.To; day = day.AddDays(1)) yield return day;
    }

    private static bool IsOnEvent(Frequency frequency) => frequency is Frequency.OnChange or Frequency.OnEvent;

    private static int MonthsOf(Frequency frequency) => frequency switch
    {
        Frequency.Quarterly => 3,
        Frequency.HalfYearly => 6,
        Frequency.Yearly => 12,
        _ => 1,
    };
}
