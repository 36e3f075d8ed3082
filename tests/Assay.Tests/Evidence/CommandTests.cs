using System.Net.Http.Json;
using System.Text.Json;
using Assay.Tests.Cli;

namespace Assay.Tests.Evidence;

/// <summary>Evidence as a CI job files it: the real command against a real server.</summary>
public sealed class CommandTests(ListeningProduct product) : IClassFixture<ListeningProduct>, IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assay-cli-");
    private HttpClient _http = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await product.EnterNewOrganizationAsync();
        _http = product.CreateClient();
        await File.WriteAllTextAsync(Path.Join(_folder.FullName, "leavers.csv"), "who,when\n", Stop);
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_job_files_evidence_and_may_be_run_again()
    {
        var first = await AddAsync("leavers.csv", "--control", "AC-05", "--control", "AC-06", "--from", "2026-01-01", "--to", "2026-01-31", "--title", "Leavers", "--collector", "nightly", "--run", "17");
        var again = await AddAsync("leavers.csv", "--control", "AC-05", "--from", "2026-01-01", "--to", "2026-01-31");

        Assert.Equal((0, ""), (first.Exit, first.Errors));
        Assert.StartsWith("added ", first.Output, StringComparison.Ordinal);
        Assert.Equal(0, again.Exit);
        Assert.StartsWith("there already ", again.Output, StringComparison.Ordinal);

        var item = Assert.Single((await _http.GetFromJsonAsync<JsonElement>("/api/evidence", Stop)).GetProperty("items").EnumerateArray());
        Assert.Equal(("Leavers", "command_line", "nightly"), (item.GetProperty("title").GetString(), item.GetProperty("source").GetString(), item.GetProperty("collector").GetString()));
        Assert.Equal(["AC-05", "AC-06"], item.GetProperty("controls").EnumerateArray().Select(c => c.GetString()));
    }

    [Theory]
    [InlineData(2, "There is no control 'AC-99'", "leavers.csv", "--control", "AC-99", "--from", "2026-01-01", "--to", "2026-01-31")]
    [InlineData(2, "It cannot show what has not happened yet", "leavers.csv", "--control", "AC-05", "--from", "2026-01-01", "--to", "2027-01-31")]
    [InlineData(2, "there is no file", "nowhere.csv", "--control", "AC-05", "--from", "2026-01-01", "--to", "2026-01-31")]
    [InlineData(2, "is not a day", "leavers.csv", "--control", "AC-05", "--from", "yesterday")]
    public async Task What_is_wrong_is_said_and_the_exit_code_is_2(int exit, string says, params string[] arguments)
    {
        var ended = await AddAsync(arguments);

        Assert.Equal(exit, ended.Exit);
        Assert.Contains(says, ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_exit_code_3()
    {
        var ended = await AssayProgram.RunAsync(["evidence", "verify", "--server", "http://127.0.0.1:9", "--token", "x"]);

        Assert.Equal(3, ended.Exit);
        Assert.Contains("does not answer", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verification_names_what_was_changed_and_exits_1()
    {
        await AddAsync("leavers.csv", "--control", "AC-05", "--from", "2026-01-01", "--to", "2026-01-31", "--title", "Leavers");
        Assert.Equal(0, (await VerifyAsync()).Exit);

        var file = Directory.EnumerateFiles(Path.Join(product.DataFolder, "blobs", "kept", $"{product.Actor!.Organization}"), "*", SearchOption.AllDirectories).Single();
        await File.WriteAllTextAsync(file, "something else", Stop);
        var ended = await VerifyAsync();

        Assert.Equal(1, ended.Exit);
        Assert.Contains("Leavers, version 1 (leavers.csv)", ended.Output, StringComparison.Ordinal);
    }

    private Task<AssayProgram.Ended> AddAsync(params string[] arguments) =>
        AssayProgram.RunAsync(["evidence", "add", .. arguments, "--server", product.Address, "--token", "test"], folder: _folder.FullName);

    private Task<AssayProgram.Ended> VerifyAsync() => AssayProgram.RunAsync(["evidence", "verify", "--server", product.Address, "--token", "test"]);
}
