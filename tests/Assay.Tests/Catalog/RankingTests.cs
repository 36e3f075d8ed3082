using Assay.Catalog.Gaps;

namespace Assay.Tests.Catalog;

public sealed class RankingTests
{
    /// <summary>The worked example that the reference page on judgement prints.</summary>
    [Theory]
    [InlineData("Model deployment approval", 1, 0.9, 1, 0.80, 1, 91.5)]
    [InlineData("Access review including inference administrators", 1, 1, 0.5, 0.64, 1, 78.5)]
    [InlineData("Assess LLM and GPU vendors", 1, 0.5, 1, 0.64, 0.5, 66.0)]
    [InlineData("Central logs, no alerts", 0.6, 0.8, 0.5, 0.64, 1, 42.9)]
    [InlineData("Automate evidence", 1, 0.3, 0.2, 0.20, 0, 20.5)]
    public void The_worked_example_comes_out_to_the_decimal(string task, double s, double g, double c, double x, double t, double score) =>
        Assert.Equal((task, (decimal)score), (task, Ranking.Score(new((decimal)s, (decimal)g, (decimal)c, (decimal)x, (decimal)t), RankingWeights.Default)));

    [Fact]
    public void Tasks_are_ranked_by_score_then_group_then_latest_start_then_id()
    {
        foreach (var sample in Sheets.Samples)
        {
            var tasks = GapAnalysis.Run(Sheets.Catalog, Sheets.Sample(sample)).Tasks;

            Assert.Equal(Enumerable.Range(1, tasks.Count), tasks.Select(t => t.Rank));
            Assert.Equal(
                tasks.OrderByDescending(t => t.Score).ThenByDescending(t => t.Parts.G).ThenBy(t => t.LatestStart).ThenBy(t => t.Id, StringComparer.Ordinal).Select(t => t.Id),
                tasks.Select(t => t.Id));
        }
    }

    [Fact]
    public void Parts_make_the_score_and_lie_between_0_and_1()
    {
        foreach (var task in GapAnalysis.Run(Sheets.Catalog, Sheets.Empty).Tasks)
        {
            Assert.Equal(Ranking.Score(task.Parts, RankingWeights.Default), task.Score);
            Assert.All(new[] { task.Parts.S, task.Parts.G, task.Parts.C, task.Parts.X, task.Parts.T }, p => Assert.InRange(p, 0m, 1m));
        }
    }
}
