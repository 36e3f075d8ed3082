using Assay.Catalog.Content;
using Assay.Evidence;

namespace Assay.Tests.Evidence;

/// <summary>The rules of when a period counts as covered, without a server.</summary>
public sealed class CoverageTests
{
    private static readonly DateOnly _start = new(2026, 1, 1), _end = new(2026, 6, 30), _after = new(2026, 7, 1);

    [Fact]
    public void A_month_is_filled_by_what_covers_it_and_by_nothing_else() =>
        Assert.Equal("C.....", Row(Frequency.Monthly, Continuous("2026-01-01", "2026-01-31")));

    [Fact]
    public void What_lies_before_the_window_fills_nothing() =>
        Assert.Equal("......", Row(Frequency.Monthly, Continuous("2025-12-01", "2025-12-31"), Occurrence("2025-12-31")));

    [Theory]
    [InlineData("2026-01-01", "C.....")]
    [InlineData("2026-06-30", ".....C")]
    [InlineData("2025-12-31", "......")]
    [InlineData("2026-07-01", "......")]
    public void Both_days_of_the_window_are_in_it_and_their_neighbours_are_not(string day, string expected) =>
        Assert.Equal(expected, Row(Frequency.Monthly, Occurrence(day)));

    [Fact]
    public void A_picture_of_one_instant_never_proves_a_period() =>
        Assert.Equal("P.....", Row(Frequency.Monthly, new Shown("AC-05", EvidenceKind.AsOf, Day("2026-01-15"), Day("2026-01-15"))));

    [Fact]
    public void A_policy_approved_before_the_window_and_still_in_force_counts_for_all_of_it() =>
        Assert.Equal("CCCCCC", Row(Frequency.Continuous, new Shown("AC-05", EvidenceKind.InForce, Day("2025-03-01"), DateOnly.MaxValue)));

    [Fact]
    public void A_policy_that_began_within_the_window_leaves_its_first_days_open() =>
        Assert.Equal("PCCCCC", Row(Frequency.Continuous, new Shown("AC-05", EvidenceKind.InForce, Day("2026-01-02"), DateOnly.MaxValue)));

    [Fact]
    public void Spans_that_meet_are_one_and_a_day_between_them_is_missed()
    {
        Assert.Equal("C.....", Row(Frequency.Continuous, Continuous("2026-01-01", "2026-01-15"), Continuous("2026-01-16", "2026-01-31")));
        Assert.Equal("P.....", Row(Frequency.Continuous, Continuous("2026-01-01", "2026-01-15"), Continuous("2026-01-17", "2026-01-31")));
    }

    [Fact]
    public void Something_that_happened_once_is_no_proof_of_every_moment() =>
        Assert.Equal("P.....", Row(Frequency.Continuous, Occurrence("2026-01-15")));

    [Fact]
    public void A_quarter_is_covered_by_one_occurrence_and_missed_once_in_its_last_month()
    {
        Assert.Equal("CCC--.", Row(Frequency.Quarterly, Occurrence("2026-02-10")));
        Assert.Equal(1, Grid(_after, Frequency.Quarterly, Occurrence("2026-02-10")).Gaps);
    }

    [Fact]
    public void A_weekly_control_needs_every_week_that_ends_in_the_month()
    {
        // Sundays of January 2026: 4, 11, 18, 25.
        var weekly = new[] { "2026-01-02", "2026-01-06", "2026-01-18", "2026-01-19" }.Select(Occurrence).ToArray();

        Assert.Equal("C.....", Row(Frequency.Weekly, weekly));
        Assert.Equal("P.....", Row(Frequency.Weekly, weekly[1..]));
    }

    [Fact]
    public void A_daily_control_needs_every_day()
    {
        var days = Enumerable.Range(0, 31).Select(i => Occurrence($"{_start.AddDays(i):yyyy-MM-dd}")).ToArray();

        Assert.Equal("C.....", Row(Frequency.Daily, days));
        Assert.Equal("P.....", Row(Frequency.Daily, days[..^1]));
    }

    [Fact]
    public void A_yearly_control_that_is_due_outside_of_the_window_is_not_due_in_it()
    {
        Assert.Equal("------", Row(Frequency.Yearly));
        Assert.Equal("-----.", string.Concat(Grid(_after, new CoveredControl("AC-05", "", Frequency.Yearly, null, Day("2026-04-10"))).Rows[0].Cells.Select(Sign)));
    }

    [Fact]
    public void What_acts_on_events_has_no_months_to_fill() =>
        Assert.Equal("-C----", Row(Frequency.OnEvent, Occurrence("2026-02-10")));

    [Fact]
    public void A_month_that_is_not_over_is_open_and_no_gap()
    {
        var grid = Grid(Day("2026-03-31"), Frequency.Monthly);

        Assert.Equal("..oooo", string.Concat(grid.Rows[0].Cells.Select(Sign)));
        Assert.Equal(2, grid.Gaps);
    }

    [Fact]
    public void A_control_that_was_retired_owes_nothing_after_that() =>
        Assert.Equal("..----", string.Concat(Grid(_after, new CoveredControl("AC-05", "", Frequency.Monthly, Day("2026-02-15"))).Rows[0].Cells.Select(Sign)));

    [Fact]
    public void A_window_that_begins_within_a_month_asks_for_its_days_only()
    {
        var grid = CoverageGrid.Of(Day("2026-01-20"), Day("2026-02-10"), _after, [new("AC-05", "", Frequency.Continuous)], [Continuous("2026-01-20", "2026-02-10")]);

        Assert.Equal([CellState.Covered, CellState.Covered], grid.Rows[0].Cells.Select(c => c.State));
    }

    private static string Row(Frequency frequency, params Shown[] shown) => string.Concat(Grid(_after, frequency, shown).Rows[0].Cells.Select(Sign));

    private static CoverageGrid Grid(DateOnly today, Frequency frequency, params Shown[] shown) => Grid(today, new CoveredControl("AC-05", "", frequency), shown);

    private static CoverageGrid Grid(DateOnly today, CoveredControl control, params Shown[] shown) => CoverageGrid.Of(_start, _end, today, [control], shown);

    private static char Sign(CoverageCell cell) => cell.State switch
    {
        CellState.Covered => 'C',
        CellState.Partial => 'P',
        CellState.Missing => '.',
        CellState.Open => 'o',
        _ => '-',
    };

    private static Shown Continuous(string from, string to) => new("AC-05", EvidenceKind.Continuous, Day(from), Day(to));

    private static Shown Occurrence(string day) => new("AC-05", EvidenceKind.Occurrence, Day(day), Day(day));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");
}
