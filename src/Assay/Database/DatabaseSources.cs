using Npgsql;

namespace Assay.Database;

/// <summary>The connections of each role.</summary>
internal sealed class DatabaseSources(DatabaseAddress address, ILoggerFactory logs) : IAsyncDisposable
{
    public NpgsqlDataSource Owner { get; } = Source(address.Owner, logs);

    public NpgsqlDataSource App { get; } = Source(address.App, logs);

    public NpgsqlDataSource Identity { get; } = Source(address.Identity, logs);

    public async ValueTask DisposeAsync()
    {
        await Owner.DisposeAsync();
        await App.DisposeAsync();
        await Identity.DisposeAsync();
    }

    private static NpgsqlDataSource Source(string connectionString, ILoggerFactory logs) =>
        new NpgsqlDataSourceBuilder(connectionString).UseLoggerFactory(logs).Build();
}
