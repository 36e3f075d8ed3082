using System.Data;
using System.Runtime.CompilerServices;
using Npgsql;

namespace Assay.Offboarding;

/// <summary>One organisation at one moment, read row by row: whatever is written meanwhile is not in it.</summary>
/// <remarks>Read as the owner of the schema, who is bound by row-level security like everybody, and names the organisation in each query too.</remarks>
internal sealed class OrganizationSnapshot : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly OrganizationId _organization;

    private OrganizationSnapshot(NpgsqlConnection connection, NpgsqlTransaction transaction, OrganizationId organization, IReadOnlyList<TenantTable> tables) =>
        (_connection, _transaction, _organization, Tables) = (connection, transaction, organization, tables);

    public IReadOnlyList<TenantTable> Tables { get; }

    public static async Task<OrganizationSnapshot> OpenAsync(NpgsqlDataSource owner, OrganizationId organization, CancellationToken stop)
    {
        var connection = await owner.OpenConnectionAsync(stop);

        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);
            await using var enter = new NpgsqlCommand("select set_tenant($1)", connection) { Parameters = { new() { Value = organization.Value } } };
            await enter.ExecuteNonQueryAsync(stop);
            return new(connection, transaction, organization, await TenantTable.ListAsync(connection, stop));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public IAsyncEnumerable<string> RowsAsync(TenantTable table, CancellationToken stop) => RowsAsync(_connection, table, _organization.Value, stop);

    /// <summary>The rows of one table as JSON, in the order of its key.</summary>
    public static IAsyncEnumerable<string> RowsAsync(NpgsqlConnection connection, TenantTable table, Guid organization, CancellationToken stop) => ReadAsync(
        connection, $"select (to_jsonb(t) - $2::text[])::text from \"{table.Name}\" t where organization_id = $1 order by {table.Key}", [organization, table.LeftOut], stop);

    /// <summary>Who its members are or were. What lets them in stays here.</summary>
    public IAsyncEnumerable<string> MembersAsync(CancellationToken stop) => ReadAsync(
        _connection, "select jsonb_build_object('id', u.id, 'name', u.name, 'email', u.email)::text from user_account u join membership m on m.user_id = u.id where m.organization_id = $1 order by u.id",
        [_organization.Value], stop);

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private static async IAsyncEnumerable<string> ReadAsync(NpgsqlConnection connection, string sql, object[] values, [EnumeratorCancellation] CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values) command.Parameters.Add(new() { Value = value });

        await using var rows = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, stop);
        while (await rows.ReadAsync(stop)) yield return rows.GetString(0);
    }
}
