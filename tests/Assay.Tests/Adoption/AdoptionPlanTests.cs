using Assay.Catalog.Adoption;
using Assay.Catalog.Content;
using Assay.Tests.Policies;

namespace Assay.Tests.Adoption;

public sealed class AdoptionPlanTests
{
    public static TheoryData<string> Samples => PolicyTextTests.Samples;

    [Theory, MemberData(nameof(Samples))]
    public void Every_criterion_that_is_owed_has_a_control_and_a_policy(string company)
    {
        var plan = Plan(company);
        var owed = plan.Report.Owed.Select(c => c.Criterion.Id).ToList();

        Assert.Empty(owed.Except(plan.Controls.SelectMany(c => c.Criteria.Select(m => m.Id))));
        Assert.Empty(owed.Except(plan.Policies.SelectMany(p => p.Criteria.Select(m => m.Id))));
    }

    [Fact]
    public void Fifteen_people_take_over_no_more_than_ninety_controls_and_about_twenty_five_policies()
    {
        var plan = Plan("lumen");

        Assert.InRange(plan.Controls.Count, 40, 90);
        Assert.InRange(plan.Policies.Count, 22, 28);
        Assert.True(plan.Workload.HoursPerYear > 0);
    }

    [Theory, MemberData(nameof(Samples))]
    public void What_is_offered_on_top_is_never_taken_already(string company)
    {
        var plan = Plan(company);

        Assert.Empty(plan.OptionalControls.Select(c => c.Id).Intersect(plan.Controls.Select(c => c.Id)));
        Assert.Empty(plan.OptionalPolicies.Select(p => p.Id).Intersect(plan.Policies.Select(p => p.Id)));
    }

    [Fact]
    public void What_is_chosen_on_top_is_taken_and_nothing_else_changes()
    {
        var plan = Plan("lumen");
        var more = plan.OptionalControls[0].Id;

        var chosen = AdoptionPlan.For(SampleCompanies.Catalog, plan.Report, [more, "XX-99"], [plan.OptionalPolicies[0].Id]);

        Assert.Equal(plan.Controls.Select(c => c.Id).Append(more).Order(StringComparer.Ordinal), chosen.Controls.Select(c => c.Id));
        Assert.Equal(plan.Policies.Count + 1, chosen.Policies.Count);
    }

    [Theory, MemberData(nameof(Samples))]
    public void Each_control_that_people_perform_on_a_schedule_is_in_the_calendar_as_often_as_it_promises(string company)
    {
        var plan = Plan(company);
        var kept = plan.Duties.SelectMany(d => d.Controls, (d, c) => (Control: c, d.Frequency)).ToLookup(p => p.Control, p => p.Frequency);

        var missed = plan.Controls
            .Where(c => c.Mode is not Mode.Automated && c.Frequency is >= Frequency.Weekly and <= Frequency.Yearly)
            .Where(c => !kept[c.Id].Any(f => f <= c.Frequency)).Select(c => c.Id);

        Assert.Empty(missed);
    }

    [Fact]
    public void Yearly_duties_are_spread_over_half_a_year_and_fall_on_working_days()
    {
        var start = new DateOnly(2026, 3, 2);
        var yearly = Plan("lumen").Duties.Where(d => d.Frequency is Frequency.Yearly).ToList();

        var days = yearly.Select((d, i) => d.FirstDue(start, i, yearly.Count)).ToList();

        Assert.True(days.Distinct().Count() > yearly.Count / 2);
        Assert.All(days, day => Assert.True(day > start && day <= start.AddMonths(6).AddDays(2) && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)));
    }

    [Fact]
    public void A_newer_item_differs_by_field()
    {
        var differences = ItemDifference.Between("""{"id":"A","owner":"x","list":["1"]}""", """{"id":"A","owner":"y","list":["1","2"],"new":3}""");

        Assert.Equal([new("owner", "x", "y"), new("list", "1", "1\n2"), new("new", "", "3")], differences);
    }

    private static AdoptionPlan Plan(string company) => AdoptionPlan.For(SampleCompanies.Catalog, SampleCompanies.Report(company));
}
