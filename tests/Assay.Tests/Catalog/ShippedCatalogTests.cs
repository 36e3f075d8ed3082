using System.Text.Json;
using Assay.Catalog;
using Assay.Catalog.Content;
using Assay.Tests.Cli;

namespace Assay.Tests.Catalog;

/// <summary>What is promised of the shipped content, counted.</summary>
public sealed class ShippedCatalogTests
{
    private static CatalogLibrary Shipped => CatalogLibrary.Shipped;

    [Theory]
    [InlineData("criteria", 61, 61, 61)]
    [InlineData("controls", 140, 999, 70)]
    [InlineData("policies", 98, 98, 0)]
    [InlineData("risks", 40, 999, 0)]
    [InlineData("vendors", 120, 999, 0)]
    [InlineData("checks", 40, 999, 0)]
    [InlineData("evidence", 42, 999, 0)]
    public async Task Each_kind_is_listed_whole_with_id_title_criteria_and_ml(string kind, int least, int most, int ml)
    {
        var ended = await AssayProgram.RunAsync(["catalog", "list", kind, "--format", "json"]);
        Assert.Equal(0, ended.Exit);

        var items = JsonDocument.Parse(ended.Output).RootElement.EnumerateArray().ToList();
        Assert.InRange(items.Count, least, most);
        Assert.Equal(items.Count, items.Select(i => i.GetProperty("id").GetString()).Distinct().Count());
        Assert.True(items.Count(i => i.GetProperty("ml").GetBoolean()) >= ml);
        Assert.All(items, i => Assert.NotEqual("", i.GetProperty("title").GetString()));
        Assert.All(items, i => Assert.All(i.GetProperty("criteria").EnumerateArray(), c => Assert.True(Shipped.Criteria.TryGet(c.GetString()!, out _))));
        Assert.All(items, i => Assert.NotEqual(0, i.GetProperty("criteria").GetArrayLength()));
    }

    [Fact]
    public void Every_criterion_has_two_controls_and_a_policy()
    {
        var controls = Shipped.Controls.SelectMany(c => c.Criteria.Select(m => m.Id)).ToLookup(id => id);
        var policies = Shipped.Policies.SelectMany(p => p.Criteria.Select(m => m.Id)).ToHashSet();

        Assert.Empty(Shipped.Criteria.Where(c => controls[c.Id].Count() < 2 || !policies.Contains(c.Id)).Select(c => c.Id));
    }

    /// <summary>What auditors of ML companies commonly test: each has a control that names it, its record, a policy and a check.</summary>
    [Theory]
    [InlineData("registry", "E04")]        // access to the model registry
    [InlineData("lineage", "E10")]         // where training data came from
    [InlineData("fairness", "E12")]        // results of bias and fairness tests
    [InlineData("inference", "E14")]       // the inference log
    [InlineData("feature-store", "E16")]   // access to the feature store
    public void What_auditors_commonly_test_is_reached_from_a_control(string subject, string evidence) =>
        Assert.Contains(Shipped.Controls, c => c.Ml && c.Title.Contains(subject, StringComparison.OrdinalIgnoreCase) && c.Evidence.Contains(evidence)
            && c.Policies.Count > 0 && Shipped.Checks.Any(k => k.Control == c.Id));

    [Fact]
    public void Every_kind_of_evidence_is_reached_from_a_control_and_says_what_is_sampled_from()
    {
        string[] sampled =
        [
            "E01", "E02", "E03", "E04", "E05", "E06", "E07", "E08", "E11", "E12", "E13", "E14", "E17", "E18", "E20", "E21", "E22", "E24",
            "E25", "E26", "E27", "E33", "E34", "E35", "E36", "E38", "E39", "E40", "E41", "E42",
        ];
        var reached = Shipped.Controls.SelectMany(c => c.Evidence).ToHashSet();

        Assert.Equal(Enumerable.Range(1, 42).Select(n => $"E{n:00}"), Shipped.Evidence.Select(e => e.Id).Order(StringComparer.Ordinal));
        Assert.Empty(Shipped.Evidence.Select(e => e.Id).Except(reached));
        Assert.All(sampled, id => Assert.True(Shipped.Evidence[id] is { Population: not null, SourceIndependentOf: not null }, id));
    }

    /// <summary>The method of catalog/README.md: what the smallest set asks of fifteen people.</summary>
    [Fact]
    public void The_smallest_set_stays_within_the_hours_and_days_that_are_promised()
    {
        var core = Shipped.Controls.Where(c => c.SmallCompany is SmallCompany.Core).ToList();

        Assert.InRange(core.Sum(c => c.HoursPerYear), 500, 700);
        Assert.InRange(core.Sum(c => c.EffortDays), 100, 140);
        Assert.All(Shipped.Controls, c => Assert.InRange(c.EffortDays, 0.5m, 6m));
    }

    [Fact]
    public void Vendors_rest_on_sources_and_each_category_asks_its_own_questions()
    {
        Assert.Equal(12, Shipped.VendorCategories.Count);
        Assert.Equal(Shipped.VendorCategories.Count, Shipped.VendorCategories.Select(c => string.Join('|', c.Questions.Select(q => q.Text))).Distinct().Count());
        Assert.True(Shipped.Vendors.Count(v => v.Facts.Count >= 3) >= 80);
        Assert.All(Shipped.Vendors.SelectMany(v => v.Facts), f => Assert.True(Uri.TryCreate(f.Source, UriKind.Absolute, out _), f.Source));
    }

    /// <summary>Reading at 180 words a minute, and the quiz.</summary>
    [Fact]
    public void Each_course_is_a_quarter_of_an_hour_of_reading_at_least_with_a_quiz()
    {
        Assert.Equal(5, Shipped.Training.Count);
        Assert.All(Shipped.Training, t => Assert.InRange(t.Body.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length / 180.0 + t.Questions.Count * 0.5, 15, 25));
        Assert.All(Shipped.Training, t => Assert.True(t.Questions.Count >= 10));
    }
}
