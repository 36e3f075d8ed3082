using Assay.Catalog;
using Assay.Catalog.Content;
using Assay.Catalog.Gaps;
using Assay.Catalog.Interview;
using Assay.Catalog.Source;

namespace Assay.Tests.Catalog;

/// <summary>
/// What each sample company should come to was derived by hand from the rules and the catalog's data, before the engine
/// was run on it; <c>expected/</c> holds the derivations.
/// </summary>
public sealed class ExpectedOutcomeTests
{
    public static TheoryData<string> Samples => [.. Directory.EnumerateFiles(Repository.Folder("samples"), "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)).Order()];

    [Theory, MemberData(nameof(Samples))]
    public void Each_sample_comes_to_the_statuses_derived_by_hand(string sample)
    {
        var report = Analyze(sample);

        foreach (var item in Expected(sample, "criteria"))
            Assert.Equal($"{Text(item, "id")} {Text(item, "status")}", $"{Text(item, "id")} {report.Criteria.First(c => c.Criterion.Id == Text(item, "id")).Status.Word()}");
    }

    [Theory, MemberData(nameof(Samples))]
    public void Each_sample_begins_with_the_five_tasks_derived_by_hand(string sample)
    {
        var expected = Expected(sample, "tasks").Select(t => $"{Text(t, "control")} {decimal.Parse(Text(t, "score")):0.0}");

        Assert.Equal(expected, Analyze(sample).Tasks.Take(5).Select(t => $"{t.Id} {t.Score:0.0}"));
    }

    [Fact]
    public void There_are_at_least_four_samples_and_they_differ() =>
        Assert.True(Samples.Select(s => string.Concat(Analyze(s.Data).Criteria.Select(c => c.Status))).Distinct().Count() >= 4);

    private static GapReport Analyze(string sample)
    {
        var (sheet, faults) = AnswersFile.Read(CatalogLibrary.Shipped, Repository.Folder($"samples/{sample}.yaml"));
        Assert.Empty(faults);
        return GapAnalysis.Run(CatalogLibrary.Shipped, sheet!);
    }

    private static List<YamlTree.Map> Expected(string sample, string list)
    {
        using var text = File.OpenText(Repository.Folder($"tests/Assay.Tests/Catalog/expected/{sample}.yaml"));
        var items = ((YamlTree.Sequence)((YamlTree.Map)YamlReader.Read(sample, text).Tree!)[list]!).Items.Cast<YamlTree.Map>().ToList();
        Assert.Equal(list == "tasks" ? 5 : 15, items.Count);
        return items;
    }

    private static string Text(YamlTree.Map map, string key) => ((YamlTree.Scalar)map[key]!).Text;
}
