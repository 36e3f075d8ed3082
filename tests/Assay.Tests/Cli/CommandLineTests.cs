using System.Text.Json;
using Assay.Tests.Catalog;

namespace Assay.Tests.Cli;

public sealed class CommandLineTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assay-cli-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(0, "--version")]
    [InlineData(0, "--help")]
    [InlineData(2)]
    [InlineData(2, "nonsense")]
    [InlineData(2, "gap")]
    [InlineData(2, "gap", "--answers", "nowhere.yaml")]
    [InlineData(2, "gap", "--answers", "nowhere.yaml", "--format", "docx")]
    [InlineData(2, "catalog", "list", "nonsense")]
    [InlineData(2, "catalog", "check", "nowhere")]
    [InlineData(2, "interview", "--run", "nonsense")]
    public async Task A_script_can_rely_on_the_exit_code(int expected, params string[] arguments)
    {
        var ended = await AssayProgram.RunAsync(arguments, folder: _folder.FullName);

        Assert.Equal(expected, ended.Exit);
        Assert.DoesNotContain("   at ", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_answers_file_is_named_by_file_line_and_field()
    {
        var path = Path.Join(_folder.FullName, "mine.yaml");
        await File.WriteAllTextAsync(path, "company: Company\nas_of: 2026-03-02\nanswers:\n  headcont: 15\n  screening: perhaps\n", Stop);

        var ended = await AssayProgram.RunAsync(["gap", "--answers", path]);

        Assert.Equal(2, ended.Exit);
        Assert.Equal("", ended.Output);
        Assert.Contains("mine.yaml:4: answers.headcont: there is no such question. Did you mean 'headcount'?", ended.Errors, StringComparison.Ordinal);
        Assert.Contains("mine.yaml:5: answers.screening:", ended.Errors, StringComparison.Ordinal);
        Assert.Contains("2 faults.", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_the_same_bytes_twice_and_the_same_as_the_librarys()
    {
        var sample = Sheets.Samples[0];

        var first = await AssayProgram.RunAsync(["gap", "--answers", sample, "--format", "json"]);
        var second = await AssayProgram.RunAsync(["gap", "--answers", sample, "--format", "json"]);

        Assert.Equal(first.Output, second.Output);
        Assert.Equal(Sheets.Json(Sheets.Sample(sample)), first.Output);
    }

    [Theory]
    [InlineData("text", "Gap analysis of")]
    [InlineData("html", "<!DOCTYPE html>")]
    [InlineData("json", "{")]
    [InlineData("xlsx", "PK")]
    public async Task A_file_appears_whole_in_each_format(string format, string begins)
    {
        var path = Path.Join(_folder.FullName, "report");

        var ended = await AssayProgram.RunAsync(["gap", "--answers", Sheets.Samples[0], "--format", format, "--out", path]);

        Assert.Equal((0, "", ""), (ended.Exit, ended.Output, ended.Errors));
        Assert.StartsWith(begins, await File.ReadAllTextAsync(path, Stop), StringComparison.Ordinal);
        Assert.Equal(["report"], _folder.EnumerateFiles().Select(f => f.Name));
    }

    [Fact]
    public async Task Text_in_a_pipe_has_no_colour()
    {
        var ended = await AssayProgram.RunAsync(["gap", "--answers", Sheets.Samples[0]]);

        Assert.DoesNotContain('\u001b', ended.Output);
        Assert.Contains("Sample data: this company is made up.", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_refused_with_its_name()
    {
        var ended = await AssayProgram.RunAsync(["gap", "--answers", Sheets.Samples[0], "--out", "/nowhere/at/all.txt"]);

        Assert.Equal(2, ended.Exit);
        Assert.Contains("'/nowhere/at/all.txt' cannot be written", ended.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("criteria", 61)]
    [InlineData("controls", 80)]
    public async Task A_kind_is_listed_as_one_array_of_items(string kind, int atLeast)
    {
        var ended = await AssayProgram.RunAsync(["catalog", "list", kind, "--format", "json"]);
        var items = JsonDocument.Parse(ended.Output).RootElement.EnumerateArray().ToList();

        Assert.True(items.Count >= atLeast);
        Assert.All(items, item =>
        {
            Assert.NotEqual("", item.GetProperty("id").GetString());
            Assert.NotEqual("", item.GetProperty("title").GetString());
            Assert.True(item.GetProperty("ml").ValueKind is JsonValueKind.True or JsonValueKind.False);
            Assert.All(item.GetProperty("criteria").EnumerateArray(), c => Assert.Equal(JsonValueKind.String, c.ValueKind));
        });
    }
}
