using System.Reflection;
using Assay.Database;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Assay.Tests.Database;

/// <summary>Walks every table there is, with rows of two organisations in each: none shows the other's, by whatever query.</summary>
public sealed class TenantTableWalkTests(Product product) : IClassFixture<Product>, IAsyncLifetime
{
    private readonly NpgsqlConnection _owner = new();
    private readonly NpgsqlConnection _app = new();
    private readonly NpgsqlConnection _door = new();
    private Guid _mine, _theirs;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private PlantedRows Rows => new(_owner);

    public async ValueTask InitializeAsync()
    {
        foreach (var (connection, role) in new[] { (_owner, DatabaseRoles.Owner), (_app, DatabaseRoles.App), (_door, DatabaseRoles.Identity) })
        {
            connection.ConnectionString = product.Login(role);
            await connection.OpenAsync(Stop);
        }

        await product.EnterNewOrganizationAsync();
        _mine = product.Actor!.Organization.Value;
        await product.EnterNewOrganizationAsync();
        _theirs = product.Actor!.Organization.Value;

        await product.StopClockAsync();
        await Rows.LoosenAsync();
        await Rows.PlantAsync(_mine);
        await Rows.PlantAsync(_theirs);
    }

    public async ValueTask DisposeAsync()
    {
        await _owner.DisposeAsync();
        await _app.DisposeAsync();
        await _door.DisposeAsync();
    }

    /// <summary>The door reads few of them, to look up whoever knocks.</summary>
    [Theory]
    [InlineData(DatabaseRoles.App, 20)]
    [InlineData(DatabaseRoles.Identity, 1)]
    public async Task Each_table_shows_an_organisation_its_own_rows_and_no_others(string role, int least)
    {
        var tables = await TablesAsync("select", role);
        List<string> wrong = [];

        foreach (var table in tables)
        {
            await using var transaction = await EnterAsync(_mine, role);
            var shown = await PlantedRows.AskAsync(As(role), $"select distinct organization_id::text from \"{table}\"");
            if (shown is not [var one] || one != _mine.ToString()) wrong.Add($"{table} shows {string.Join(' ', shown)}");
        }

        Assert.True(tables.Count >= least, $"{tables.Count} tables");
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData(DatabaseRoles.App)]
    [InlineData(DatabaseRoles.Identity)]
    public async Task Without_an_organisation_no_table_shows_anything(string role)
    {
        List<string> open = [];

        foreach (var table in await TablesAsync("select", role))
            if (await PlantedRows.AskAsync(As(role), $"select organization_id::text from \"{table}\" limit 1") is not []) open.Add(table);

        Assert.Empty(open);
    }

    [Theory]
    [InlineData("update", "update TABLE set organization_id = organization_id where organization_id = 'THEIRS'")]
    [InlineData("delete", "delete from TABLE where organization_id = 'THEIRS'")]
    public async Task Rows_of_another_organisation_cannot_be_reached_by(string privilege, string sql)
    {
        List<string> reached = [];

        foreach (var table in await TablesAsync(privilege))
        {
            await using var transaction = await EnterAsync(_mine);
            await using var command = new NpgsqlCommand(sql.Replace("TABLE", $"\"{table}\"", StringComparison.Ordinal).Replace("THEIRS", $"{_theirs}", StringComparison.Ordinal), _app);
            if (await command.ExecuteNonQueryAsync(Stop) != 0) reached.Add(table);
        }

        Assert.Empty(reached);
    }

    [Fact]
    public async Task No_row_can_be_planted_in_another_organisation()
    {
        List<string> planted = [];

        foreach (var table in await TablesAsync("insert"))
        {
            await using var transaction = await EnterAsync(_mine);
            await using var command = new NpgsqlCommand(await Rows.InsertAsync(table, _theirs), _app);
            var refused = await Record.ExceptionAsync(() => command.ExecuteNonQueryAsync(Stop));
            if (refused is not PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege }) planted.Add($"{table}: {refused?.Message ?? "planted"}");
        }

        Assert.Empty(planted);
    }

    /// <summary>The program's own queries, with the filter taken out: what is left is the guard of the database.</summary>
    [Fact]
    public async Task No_kind_of_row_leaks_where_its_filter_is_removed()
    {
        var tenancy = product.Services.GetService(typeof(Tenancy)) as Tenancy;
        await using var db = await tenancy!.OpenAsync(new(_mine), Stop);
        var readable = await TablesAsync("select");
        List<string> wrong = [];

        foreach (var type in db.Model.GetEntityTypes().Where(t => t.ClrType.IsAssignableTo(typeof(ITenantRow)) && readable.Contains(t.GetTableName()!)))
        {
            var organizations = await (Task<List<Guid>>)_unfiltered.MakeGenericMethod(type.ClrType).Invoke(null, [db])!;
            if (organizations is not [var one] || one != _mine) wrong.Add($"{type.ClrType.Name}: {string.Join(' ', organizations)}");
        }

        Assert.Empty(wrong);
    }

    /// <summary>Otherwise a view would be read with the rights of its owner.</summary>
    [Fact]
    public async Task Every_view_that_the_application_reads_asks_in_the_name_of_its_reader() =>
        Assert.Empty(await Rows.AskAsync("""
            select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('v', 'm') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\_%'
              and has_table_privilege('assay_app', c.oid, 'select') and not coalesce('security_invoker=true' = any(c.reloptions), false)
            """));

    /// <summary>The few tables without a guard belong to another role, but for the catalog, which is everybody's.</summary>
    [Fact]
    public async Task The_application_reads_no_table_without_a_guard_but_what_is_shipped() =>
        Assert.Empty(await Rows.AskAsync("""
            select c.relname::text from pg_class c
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relrowsecurity and not c.relispartition
              and has_table_privilege('assay_app', c.oid, 'select, insert, update, delete') and c.relname not like 'catalog\_%' and c.relname not like 'qrtz\_%'
            """));

    private static readonly MethodInfo _unfiltered = typeof(TenantTableWalkTests).GetMethod(nameof(UnfilteredAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    private static Task<List<Guid>> UnfilteredAsync<TRow>(AssayDb db) where TRow : class, ITenantRow =>
        db.Set<TRow>().IgnoreQueryFilters().Select(r => r.OrganizationId).Distinct().ToListAsync(Stop);

    private NpgsqlConnection As(string role) => role == DatabaseRoles.App ? _app : _door;

    private Task<List<string>> TablesAsync(string privilege, string role = DatabaseRoles.App) => Rows.AskAsync($"""
        select c.relname::text from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relrowsecurity and c.relkind in ('r', 'p') and not c.relispartition
          and has_table_privilege('{role}', c.oid, '{privilege}') order by 1
        """);

    private async Task<NpgsqlTransaction> EnterAsync(Guid organization, string role = DatabaseRoles.App)
    {
        var transaction = await As(role).BeginTransactionAsync(Stop);
        await using var command = new NpgsqlCommand($"select set_tenant('{organization}')", As(role));
        await command.ExecuteNonQueryAsync(Stop);
        return transaction;
    }
}
