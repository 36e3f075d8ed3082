using Assay.Catalog.Documents;

namespace Assay.Tests.Cli;

public sealed class PoliciesCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("assay-policies-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_title_is_written_and_named()
    {
        var ended = await RunAsync(Sample("cardia"), "all", "--all");

        Assert.Equal(0, ended.Exit);
        Assert.Equal(98, Directory.GetFiles(Path.Join(_folder, "all"), "*.md").Length);
        Assert.Contains("T21-access-review-procedure.md", ended.Output, StringComparison.Ordinal);
        Assert.Contains("98 documents", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_open_placeholder_is_named_with_its_document_and_line_and_the_files_are_there_all_the_same()
    {
        var answers = Path.Join(_folder, "answers.yaml");
        await File.WriteAllLinesAsync(answers, (await File.ReadAllLinesAsync(Sample("lumen"), Stop)).Where(l => !l.Contains("security_lead:", StringComparison.Ordinal)), Stop);

        var ended = await RunAsync(answers, "open");
        var named = ended.Errors.Split('\n').First(l => l.StartsWith("T01-information-security-policy.md(", StringComparison.Ordinal));
        var line = int.Parse(named.Split('(')[1].Split(')')[0]);
        var text = await File.ReadAllLinesAsync(Path.Join(_folder, "open", "T01-information-security-policy.md"), Stop);

        Assert.Equal(1, ended.Exit);
        Assert.Contains("'security_lead' has no value", named, StringComparison.Ordinal);
        Assert.Contains("[[security_lead]]", text[line - 1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_that_cannot_be_read_write_nothing()
    {
        var ended = await RunAsync(Path.Join(_folder, "none.yaml"), "none");

        Assert.Equal(2, ended.Exit);
        Assert.False(Directory.Exists(Path.Join(_folder, "none")));
    }

    [Theory]
    [InlineData("docx", "PK")]
    [InlineData("html", "<!")]
    [InlineData("pdf", "%P")]
    public async Task The_recommended_set_is_written_in_the_format_that_was_asked_for(string format, string begins)
    {
        Assert.SkipUnless(format != "pdf" || PdfPress.IsAvailable, "This machine has no Chromium.");

        var ended = await RunAsync(Sample("replybird"), format, "--format", format);
        var files = Directory.GetFiles(Path.Join(_folder, format), $"*.{format}");

        Assert.Equal(0, ended.Exit);
        Assert.InRange(files.Length, 20, 30);
        Assert.All(files, file => Assert.Equal(begins, System.Text.Encoding.ASCII.GetString(File.ReadAllBytes(file)[..2])));
    }

    private static string Sample(string name) => Repository.Folder($"samples/{name}.yaml");

    private Task<AssayProgram.Ended> RunAsync(string answers, string folder, params string[] more) =>
        AssayProgram.RunAsync(["policies", "--answers", answers, "--out", Path.Join(_folder, folder), .. more]);
}
