using Assay.Database;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Assay.Tests.Database;

public sealed class MigrationTests(TestCluster cluster)
{
    private static readonly Migrations.File _first = Migrations.File.Of("001_first.sql", "create table first (id integer primary key)");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_applied_once()
    {
        await using var database = await EmptyAsync();

        await ApplyAsync(database, _first);
        await ApplyAsync(database, _first);

        Assert.Equal(1L, await AskAsync(database, "select count(*) from schema_migration"));
    }

    [Fact]
    public async Task Servers_that_start_together_apply_it_once()
    {
        await using var database = await EmptyAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ApplyAsync(database, _first)));

        Assert.Equal(1L, await AskAsync(database, "select count(*) from schema_migration"));
    }

    [Fact]
    public async Task A_file_edited_after_its_release_stops_the_start_and_is_named()
    {
        await using var database = await EmptyAsync();
        await ApplyAsync(database, _first);

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => ApplyAsync(database, _first with { Sql = "select 1" }));

        Assert.Contains("001_first.sql", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_left_alone()
    {
        await using var database = await EmptyAsync();
        await ApplyAsync(database, _first);

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => ApplyAsync(database));

        Assert.Contains("newer version", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_fails_leaves_nothing_behind()
    {
        await using var database = await EmptyAsync();

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() =>
            ApplyAsync(database, _first, Migrations.File.Of("002_bad.sql", "create table half (id integer); select 1 / 0")));

        Assert.Contains("002_bad.sql", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1L, await AskAsync(database, "select count(*) from schema_migration"));
        Assert.Equal(DBNull.Value, await AskAsync(database, "select to_regclass('half')::text"));
    }

    [Fact]
    public void Every_number_is_used_once() =>
        Assert.Empty(Migrations.Shipped().GroupBy(f => f.Number).Where(g => g.Count() > 1).Select(g => g.Key));

    private async Task<NpgsqlDataSource> EmptyAsync() => NpgsqlDataSource.Create(await cluster.CreateEmptyDatabaseAsync());

    private static Task ApplyAsync(NpgsqlDataSource database, params Migrations.File[] files) =>
        new Migrations(files, TimeProvider.System, NullLogger.Instance).ApplyAsync(database, Stop);

    private static async Task<object?> AskAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Stop);
    }
}
