using Assay.Catalog.Content;

namespace Assay.Evidence;

public enum CellState
{
    /// <summary>Accepted evidence shows the control at work then.</summary>
    Covered,

    /// <summary>There is some, which does not prove the whole: days are missing, or it shows only an instant.</summary>
    Partial,

    /// <summary>The time is over and there is nothing.</summary>
    Missing,

    /// <summary>Not over yet.</summary>
    Open,

    /// <summary>Nothing is due: the control's own period ends later, it acts on events, or it was retired.</summary>
    NotDue,
}

/// <summary>A control, how often it acts, and until when it was in effect.</summary>
/// <param name="DueOn">The day on which it is next due, where the calendar knows; a yearly control due outside the window is not due in it.</param>
public sealed record CoveredControl(string ControlId, string Title, Frequency Frequency, DateOnly? EndedOn = null, DateOnly? DueOn = null);

/// <summary>What accepted evidence shows of a control.</summary>
public sealed record Shown(string ControlId, EvidenceKind Kind, DateOnly From, DateOnly To);

/// <param name="Items">How many accepted items speak of the month.</param>
public sealed record CoverageCell(DateOnly From, DateOnly To, CellState State, int Items);

public sealed record CoverageRow(CoveredControl Control, IReadOnlyList<CoverageCell> Cells)
{
    public int Gaps => Cells.Count(c => c.State is CellState.Missing or CellState.Partial);
}

/// <summary>Control by month, from the first day of the window to its last, both included.</summary>
public sealed record CoverageGrid(DateOnly From, DateOnly To, IReadOnlyList<CoverageRow> Rows)
{
    /// <summary>The figure that readiness shows: the cells that are missing or partial.</summary>
    public int Gaps => Rows.Sum(r => r.Gaps);

    public IReadOnlyList<Slot> Months => Slot.MonthsOf(From, To);

    /// <summary>Judges each control by its own frequency (rules §4).</summary>
    public static CoverageGrid Of(DateOnly from, DateOnly to, DateOnly today, IEnumerable<CoveredControl> controls, IEnumerable<Shown> shown)
    {
        var months = Slot.MonthsOf(from, to);
        var byControl = shown.ToLookup(s => s.ControlId);

        return new(from, to, [.. controls.Select(c => new CoverageRow(c, CoverageJudge.Of(c, months, today, [.. byControl[c.ControlId]])))]);
    }
}

/// <summary>Days from a first to a last, both included.</summary>
public sealed record Slot(DateOnly From, DateOnly To)
{
    public bool Holds(DateOnly day) => From <= day && day <= To;

    public bool Meets(Shown shown) => shown.From <= To && From <= shown.To;

    /// <summary>The months of the calendar, the first and the last cut to the window.</summary>
    public static IReadOnlyList<Slot> MonthsOf(DateOnly from, DateOnly to)
    {
        List<Slot> months = [];

        for (var first = from; first <= to;)
        {
            var next = new DateOnly(first.Year, first.Month, 1).AddMonths(1);
            months.Add(new(first, next.AddDays(-1) < to ? next.AddDays(-1) : to));
            first = next;
        }

        return months;
    }
}
