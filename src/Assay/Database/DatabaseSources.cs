using Npgsql;

namespace Assay.Database;

/// <summary>The connections of each role.</summary>
internal sealed class DatabaseSources(DatabaseAddress address, ILoggerFactory logs) : IAsyncDisposable
{
    public NpgsqlDataSource Owner { get; } = Source(address.Owner, logs);

    public NpgsqlDataSource App { get; } = Source(address.App, logs);

    public NpgsqlDataSource Identity { get; } = Source(address.Identity, logs);

    /// <summary>Where COPY goes; null where no login may bypass row-level security.</summary>
    public NpgsqlDataSource? Bulk { get; } = address.Bulk is { } bulk ? Source(bulk, logs) : null;

    /// <summary>Lets go of every connection that waits for work, because the database they lead to is gone.</summary>
    public void Clear()
    {
        foreach (var source in new[] { Owner, App, Identity, Bulk }) source?.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await Owner.DisposeAsync();
        await App.DisposeAsync();
        await Identity.DisposeAsync();
        if (Bulk is not null) await Bulk.DisposeAsync();
    }

    private static NpgsqlDataSource Source(string connectionString, ILoggerFactory logs) =>
        new NpgsqlDataSourceBuilder(connectionString).UseLoggerFactory(logs).Build();
}
