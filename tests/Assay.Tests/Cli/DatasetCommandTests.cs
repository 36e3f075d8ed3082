using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Assay.Tests.Cli;

public sealed class DatasetCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assay-dataset-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_folder_is_digested_as_sha256sum_does_and_no_row_is_sent()
    {
        Write("b/rows.csv", "age,city,note\n41,Oslo,secret-one\n52,Bergen,secret-two\n,Oslo,secret-three\n41,Oslo,secret-one\n");
        Write("a.txt", "read me");
        for (var i = 0; i < 60; i++) File.AppendAllText(Path.Join(_folder.FullName, "b/rows.csv"), $"{i},Oslo,secret-{i}\n");

        var ended = await AssayProgram.RunAsync(["dataset", "add", _folder.FullName, "--name", "people", "--label", "1", "--dry-run"]);
        var sent = JsonDocument.Parse(ended.Output).RootElement;

        Assert.Equal(0, ended.Exit);
        Assert.Equal(Sha256(Encoding.UTF8.GetBytes($"{Sha256(Read("a.txt"))}  a.txt\n{Sha256(Read("b/rows.csv"))}  b/rows.csv\n")), sent.GetProperty("digest").GetString());
        Assert.Equal((64, 1), (sent.GetProperty("profile").GetProperty("rows").GetInt32(), sent.GetProperty("profile").GetProperty("duplicateRows").GetInt32()));
        Assert.DoesNotContain("secret", ended.Output, StringComparison.Ordinal);
        Assert.Contains("Oslo", ended.Output, StringComparison.Ordinal);            // a category with few values is told, as the profile says
    }

    [Fact]
    public async Task Flipped_labels_are_found_where_the_data_lies()
    {
        var random = new Random(3);
        var rows = Enumerable.Range(0, 400).Select(i => $"{i % 2 * 8 + random.NextDouble():0.000},{i % 2 * 8 + random.NextDouble():0.000},{(i % 2 == 0) ^ (i % 20 == 0)}");
        Write("rows.csv", "x,y,spam\n" + string.Join('\n', rows) + "\n");

        var ended = await AssayProgram.RunAsync(["dataset", "add", Path.Join(_folder.FullName, "rows.csv"), "--name", "mail", "--label", "1", "--label-column", "spam", "--dry-run"]);
        var suspects = JsonDocument.Parse(ended.Output).RootElement.GetProperty("screening").GetProperty("suspects").EnumerateArray().Select(s => s.GetProperty("row").GetInt32()).Order();

        Assert.Equal(Enumerable.Range(0, 20).Select(i => i * 20), suspects);
    }

    [Theory]
    [InlineData("there is no file or folder", "nowhere", "--name", "n", "--label", "1", "--dry-run")]
    [InlineData("name the server", ".", "--name", "n", "--label", "1")]
    public async Task What_cannot_be_done_is_said(string message, params string[] arguments)
    {
        Write("a.txt", "x");

        var ended = await AssayProgram.RunAsync(["dataset", "add", .. arguments], folder: _folder.FullName);

        Assert.Equal(2, ended.Exit);
        Assert.Contains(message, ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_exit_3()
    {
        Write("a.txt", "x");

        var ended = await AssayProgram.RunAsync(["dataset", "add", _folder.FullName, "--name", "n", "--label", "1", "--server", "http://localhost:9", "--token", "t"]);

        Assert.Equal(3, ended.Exit);
    }

    private void Write(string name, string text)
    {
        var path = Path.Join(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private byte[] Read(string name) => File.ReadAllBytes(Path.Join(_folder.FullName, name));

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
