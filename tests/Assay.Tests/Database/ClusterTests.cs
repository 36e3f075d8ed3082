using System.Diagnostics;
using Assay.Database;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Assay.Tests.Database;

/// <summary>The private PostgreSQL, each test on a data folder of its own.</summary>
public sealed class ClusterTests : IDisposable
{
    private readonly string _folder = Path.Join(Path.GetTempPath(), $"assay-cluster-{Environment.ProcessId}-{Stopwatch.GetTimestamp()}");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task It_starts_in_an_empty_folder_and_keeps_its_data_over_a_restart()
    {
        await using (var first = On(_folder))
        {
            await first.StartAsync(Stop);
            await AskAsync(first, "create table kept as select 42 as answer");
        }

        await using var second = On(_folder);
        await second.StartAsync(Stop);

        Assert.Equal(42, await AskAsync(second, "select answer from kept"));
    }

    [Fact]
    public async Task It_listens_on_no_port_and_lets_no_other_user_in()
    {
        await using var cluster = On(_folder);
        await cluster.StartAsync(Stop);

        Assert.Equal("", await AskAsync(cluster, "show listen_addresses"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(cluster.SocketFolder));
        Assert.Equal(false, await AskAsync(cluster, "select rolsuper or rolbypassrls from pg_roles where rolname = current_user"));
    }

    [Fact]
    public async Task Letters_are_Unicode_s_and_order_is_that_of_bytes()
    {
        await using var cluster = On(_folder);
        await cluster.StartAsync(Stop);

        Assert.Equal("ä", await AskAsync(cluster, "select lower('Ä')"));
        Assert.Equal(true, await AskAsync(cluster, "select 'Z' < 'a' and 'z' < 'ä'"));
    }

    [Fact]
    public async Task A_second_start_on_one_folder_is_refused_with_a_sentence()
    {
        await using var first = On(_folder);
        await first.StartAsync(Stop);
        await using var second = On(_folder);

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => second.StartAsync(Stop));

        Assert.Contains(Environment.ProcessId.ToString(), refused.Message, StringComparison.Ordinal);
        Assert.Contains(_folder, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_leaves_no_process_behind()
    {
        var cluster = On(_folder);
        await cluster.StartAsync(Stop);
        var process = cluster.ProcessId!.Value;

        await cluster.DisposeAsync();

        Assert.False(Directory.Exists($"/proc/{process}"));
    }

    [Fact]
    public async Task What_a_killed_PostgreSQL_had_committed_is_there_after_a_restart()
    {
        await using var first = On(_folder);
        await first.StartAsync(Stop);
        await AskAsync(first, "create table kept as select 42 as answer");

        using (var process = Process.GetProcessById(first.ProcessId!.Value)) process.Kill();
        await first.Lost.WaitAsync(Stop);
        await first.DisposeAsync();

        await using var second = On(_folder);
        await second.StartAsync(Stop);

        Assert.Equal(42, await AskAsync(second, "select answer from kept"));
    }

    [Fact]
    public async Task A_folder_too_deep_for_a_socket_works()
    {
        var deep = Path.Join(_folder, new string('a', 60), new string('b', 60));
        Directory.CreateDirectory(deep);

        for (var folder = deep; folder != Path.GetTempPath().TrimEnd('/'); folder = Path.GetDirectoryName(folder)!)
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherExecute);

        await using var cluster = On(deep);
        await cluster.StartAsync(Stop);

        Assert.True(cluster.SocketFolder.Length < 90, cluster.SocketFolder);
        Assert.Equal(1, await AskAsync(cluster, "select 1"));
    }

    [Fact]
    public void Missing_programs_are_named_with_the_command_that_installs_them()
    {
        var refused = Assert.Throws<StartRefusedException>(() => PostgresPrograms.Find([Path.GetTempPath()], madeBy: null));

        Assert.Contains("apt-get install -y postgresql", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_of_a_version_that_is_gone_is_not_touched_by_another()
    {
        var refused = Assert.Throws<StartRefusedException>(() => PostgresPrograms.Find(PostgresPrograms.Folders(), madeBy: 14));

        Assert.Contains("postgresql-14", refused.Message, StringComparison.Ordinal);
    }

    private static Cluster On(string folder) =>
        new(Options.Create(new DatabaseOptions { DataFolder = folder }), NullLogger<Cluster>.Instance);

    private static async Task<object?> AskAsync(Cluster cluster, string sql)
    {
        await using var source = NpgsqlDataSource.Create(cluster.Address.Owner + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Stop);
    }
}
