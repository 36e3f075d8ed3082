using System.Security.Cryptography;
using System.Text;
using Assay.Catalog;
using Assay.Database;
using Assay.Library;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

[assembly: AssemblyFixture(typeof(Assay.Tests.TestCluster))]

namespace Assay.Tests;

/// <summary>One real PostgreSQL for a run of tests, made by the product's own code. Each product gets a database of its own.</summary>
/// <remarks>Its folder is the same at each run of one checkout, so that what a killed run left behind is found and stopped.</remarks>
public sealed class TestCluster : IAsyncLifetime
{
    private readonly Cluster _cluster;
    private int _databases;

    public TestCluster()
    {
        var checkout = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(AppContext.BaseDirectory)))[..8];

        var options = new DatabaseOptions
        {
            DataFolder = Path.Join(Path.GetTempPath(), $"assay-tests-{checkout}"),
            Postgres = { ["fsync"] = "off", ["max_connections"] = "200", ["wal_compression"] = "off" },       // what the tests write need not survive the power
        };

        _cluster = new(Options.Create(options), NullLogger<Cluster>.Instance);
    }

    public async ValueTask InitializeAsync()
    {
        await _cluster.StartAsync(CancellationToken.None);

        foreach (var old in await AskAsync("select datname from pg_database where datname like 't\\_%' or datname = 'assay'"))
            await RunAsync($"drop database \"{old}\" with (force)");

        await RunAsync($"create database assay owner {DatabaseRoles.Owner}");
        await RunAsync($"grant {DatabaseRoles.App}, {DatabaseRoles.Identity} to {DatabaseRoles.Owner}");

        await using DatabaseSources sources = new(_cluster.Address, NullLoggerFactory.Instance);
        await new Migrations(Migrations.Shipped(), TimeProvider.System, NullLogger.Instance).ApplyAsync(sources.Owner, CancellationToken.None);
        await new ShelveCatalog(sources, CatalogLibrary.Shipped, new LibraryIndex(CatalogLibrary.Shipped), NullLogger<ShelveCatalog>.Instance).RunAsync(CancellationToken.None);
    }

    /// <summary>A database that has the whole schema, the shelved catalog and no company; its connection string is that of its owner.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"t_{Interlocked.Increment(ref _databases)}";
        await RunAsync($"create database {name} template assay owner {DatabaseRoles.Owner}");
        return Login(DatabaseRoles.Owner, name);
    }

    /// <summary>A database with nothing in it.</summary>
    public async Task<string> CreateEmptyDatabaseAsync()
    {
        var name = $"t_{Interlocked.Increment(ref _databases)}";
        await RunAsync($"create database {name} owner {DatabaseRoles.Owner}");
        return Login(DatabaseRoles.Owner, name);
    }

    public string Login(string role, string database) => DatabaseAddress.ClusterLogin(_cluster.SocketFolder, role, database) + ";Maximum Pool Size=20";

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    private async Task RunAsync(string sql)
    {
        await using var superuser = NpgsqlDataSource.Create(Login(DatabaseRoles.Superuser, "postgres") + ";Pooling=false");
        await using var command = superuser.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<List<string>> AskAsync(string sql)
    {
        await using var superuser = NpgsqlDataSource.Create(Login(DatabaseRoles.Superuser, "postgres") + ";Pooling=false");
        await using var command = superuser.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync();

        List<string> answers = [];
        while (await rows.ReadAsync()) answers.Add(rows.GetString(0));

        return answers;
    }
}
