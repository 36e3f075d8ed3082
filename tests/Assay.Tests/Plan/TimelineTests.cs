using Assay.Catalog;
using Assay.Catalog.Content;
using Assay.Catalog.Plans;

namespace Assay.Tests.Plan;

public sealed class TimelineTests
{
    private static readonly DateOnly _today = new(2026, 3, 2);

    /// <summary>Twelve months: 1 + 2 + 1 + 6 + 2.</summary>
    private static readonly TimelineChoice _twelve = new();

    [Fact]
    public void A_date_four_months_ahead_cannot_be_met_with_a_window_of_six()
    {
        var timeline = Timeline.Back(new(2026, 7, 2), _today, _twelve);

        Assert.False(timeline.CanBeMet);
        Assert.Equal(new(2027, 3, 2), timeline.FirstFeasible);
        Assert.Equal(new(2025, 7, 2), timeline.LatestStart);
    }

    [Fact]
    public void A_date_that_can_be_met_says_the_last_day_to_start_and_the_phases_join()
    {
        var timeline = Timeline.Back(new(2027, 6, 30), _today, _twelve);

        Assert.True(timeline.CanBeMet);
        Assert.Equal(new(2026, 6, 30), timeline.LatestStart);
        Assert.Equal(timeline.Start, timeline.Phases[0].Start);
        Assert.All(timeline.Phases.Zip(timeline.Phases.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
        Assert.Equal(new(2027, 6, 30), timeline.Phases[^1].End);
    }

    [Fact]
    public void Whoever_waits_one_day_more_than_the_latest_start_is_late_whatever_the_length_of_the_months()
    {
        for (var day = 0; day < 800; day++)
        {
            var wanted = new DateOnly(2027, 1, 1).AddDays(day);
            var latest = Timeline.Back(wanted, _today, _twelve).LatestStart;

            Assert.True(latest.AddMonths(_twelve.TotalMonths) <= wanted, $"{wanted}");
            Assert.True(latest.AddDays(1).AddMonths(_twelve.TotalMonths) > wanted, $"{wanted}");
        }
    }

    [Fact]
    public void The_first_feasible_date_is_feasible()
    {
        for (var day = 0; day < 400; day++)
        {
            var today = _today.AddDays(day);
            var first = Timeline.Back(today, today, _twelve).FirstFeasible;

            Assert.True(Timeline.Back(first, today, _twelve).CanBeMet, $"{today}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(13)]
    [InlineData(-1)]
    public void A_window_outside_three_to_twelve_months_is_refused(int months) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Timeline.Back(new(2027, 6, 30), _today, _twelve with { WindowMonths = months }));

    [Fact]
    public void Moving_the_start_moves_every_milestone_of_every_shipped_plan_by_as_much()
    {
        foreach (var plan in CatalogLibrary.Shipped.Plans.Value)
        {
            var before = Dates(plan, new(2026, 4, 6));
            var after = Dates(plan, new(2026, 5, 6));

            Assert.Equal(plan.Milestones.Count(), before.Count);
            Assert.All(before, m => Assert.InRange(after[m.Key].DayNumber - m.Value.DayNumber, 28, 31));
        }

        static Dictionary<string, DateOnly> Dates(ProgrammePlan plan, DateOnly start) =>
            DatedPlan.Of(plan, Timeline.Back(new(2028, 1, 1), _today, _twelve, start)).SelectMany(p => p.Milestones).ToDictionary(m => m.Milestone.Id, m => m.On);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(12)]
    public void No_milestone_falls_out_of_its_phase_however_short_the_window(int window)
    {
        foreach (var plan in CatalogLibrary.Shipped.Plans.Value)
        {
            var phases = DatedPlan.Of(plan, Timeline.Back(new(2028, 1, 1), _today, _twelve with { WindowMonths = window }));

            Assert.All(phases, p => Assert.All(p.Milestones, m => Assert.InRange(m.On, p.From, p.Until)));
        }
    }
}
