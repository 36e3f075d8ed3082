using System.Text.Json;

namespace Assay.Tests.Cli;

/// <summary>Fairness and drift as a person at a terminal and a CI job meet them.</summary>
public sealed class StatisticsCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assay-statistics-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Adult_has_the_published_rates()
    {
        var adult = Repository.Folder("../shared/vectors/adult/adult.csv");
        if (!File.Exists(adult)) Assert.Skip($"{adult} is not here");

        var ended = await AssayProgram.RunAsync(["fairness", adult, "--prediction", "income-per-year", "--group", "sex", "--positive", ">50K", "--format", "json"]);
        var report = JsonDocument.Parse(ended.Output).RootElement;
        var groups = report.GetProperty("groups").EnumerateArray().ToDictionary(g => g.GetProperty("group").GetString()!, g => g);

        Assert.Equal((0, 10771, 21790), (ended.Exit, groups["Female"].GetProperty("count").GetInt32(), groups["Male"].GetProperty("count").GetInt32()));
        Assert.Equal(0.109461, groups["Female"].GetProperty("selection_rate").GetDouble(), 6);
        Assert.Equal(0.305737, groups["Male"].GetProperty("selection_rate").GetDouble(), 6);
        Assert.Equal(0.358023, report.GetProperty("metrics").GetProperty("demographic_parity_ratio").GetDouble(), 6);
        Assert.Equal(0.196276, report.GetProperty("metrics").GetProperty("demographic_parity_difference").GetDouble(), 6);
        Assert.Equal("fail", report.GetProperty("four_fifths_rule").GetString());
    }

    [Fact]
    public async Task A_CI_job_can_fail_on_disparity()
    {
        var file = Write("p.csv", "p,g\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"{(i % 4 == 0 || (i % 2 == 1 && i % 4 == 1) ? 1 : 0)},{(i % 2 == 0 ? "a" : "b")}\n")));

        Assert.Equal(0, (await AssayProgram.RunAsync(["fairness", file, "--prediction", "p", "--group", "g", "--fail-under", "0.8"])).Exit);
        Assert.Equal(1, (await AssayProgram.RunAsync(["fairness", file, "--prediction", "p", "--group", "g", "--fail-under", "0.8", "--minimum", "60"])).Exit);
    }

    [Theory]
    [InlineData("csv", "x,kind\n1,a\n2,b\n3,a\n4,b\n", "x,kind\n11,a\n12,a\n13,a\n,a\n")]
    [InlineData("jsonl", "{\"x\":1,\"kind\":\"a\"}\n{\"x\":2,\"kind\":\"b\"}\n{\"x\":3,\"kind\":\"a\"}\n{\"x\":4,\"kind\":\"b\"}\n", "{\"x\":11,\"kind\":\"a\"}\n{\"kind\":\"a\",\"x\":12}\n{\"x\":13,\"kind\":\"a\"}\n{\"kind\":\"a\"}\n")]
    public async Task Drift_answers_in_json_for_each_column_with_its_recipe(string extension, string reference, string current)
    {
        var ended = await AssayProgram.RunAsync(["drift", Write($"a.{extension}", reference), Write($"b.{extension}", current), "--format", "json"]);
        var columns = JsonDocument.Parse(ended.Output).RootElement.GetProperty("columns").EnumerateArray().ToList();

        Assert.Equal(["x", "kind"], columns.Select(c => c.GetProperty("column").GetString()));
        Assert.Equal(1, columns[0].GetProperty("ks").GetProperty("statistic").GetDouble());
        Assert.Equal(2.0 / 35, columns[0].GetProperty("ks").GetProperty("p_value").GetDouble(), 12);
        Assert.Equal(9.5, columns[0].GetProperty("wasserstein").GetDouble(), 12);
        Assert.Equal(1, columns[0].GetProperty("jensen_shannon").GetDouble(), 12);
        Assert.Equal(1, columns[0].GetProperty("current").GetProperty("missing").GetInt32());
        Assert.Equal(1, columns[1].GetProperty("chi_square").GetProperty("degrees_of_freedom").GetInt32());
        Assert.All(columns, c => Assert.True(c.GetProperty("recipe").GetProperty("psi").GetProperty("count").GetInt32() > 0));
    }

    [Fact]
    public async Task A_report_is_one_page_without_script_or_other_files()
    {
        var (a, b, page) = (Write("a.csv", "<b>\n1\n2\n"), Write("b.csv", "<b>\n2\n3\n"), Path.Join(_folder.FullName, "drift.html"));

        Assert.Equal(0, (await AssayProgram.RunAsync(["drift", a, b, "--format", "html", "--out", page])).Exit);
        var html = await File.ReadAllTextAsync(page, Stop);

        Assert.Contains("<svg", html, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x\n1\ntwo\n3\n4\n", "b.csv:3: x: 'two' is not a number.")]
    [InlineData("x\n1\n2,3\n", "b.csv:3: 2 fields where the header has 1.")]
    [InlineData("x\n\"1\n", "b.csv:2: the quote of field 1 is never closed.")]
    [InlineData("y\n1\n", "b.csv:1: x: there is no such column; there are y.")]
    [InlineData("x\n", "b.csv: x: the column has no value.")]
    [InlineData("", "b.csv: the file is empty.")]
    public async Task Bad_input_is_named_by_file_line_and_column(string current, string message)
    {
        var ended = await AssayProgram.RunAsync(["drift", Write("a.csv", "x\n1\n2\n3\n"), Write("b.csv", current), "--column", "x"]);

        Assert.Equal((2, "", $"assay: {message}\n"), (ended.Exit, ended.Output, ended.Errors));
    }

    private string Write(string name, string text)
    {
        var path = Path.Join(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
