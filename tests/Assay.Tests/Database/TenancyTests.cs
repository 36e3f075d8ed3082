using Assay.Database;
using Assay.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Assay.Tests.Database;

/// <summary>That no organisation sees another, whatever the program forgets.</summary>
public sealed class TenancyTests(Product product) : IClassFixture<Product>
{
    /// <summary>Tables without an organisation to keep apart. A new one is a line here, where a reviewer sees it.</summary>
    private static readonly string[] _withoutOrganization =
    [
        "schema_migration", "organization", "membership", "role_grant", "invitation", "elevation", "setup_code", "data_protection_key",
        "user_account", "user_claim", "user_login", "user_token", "user_passkey", "user_session", "authenticator", "recovery_code", "spent_challenge", "enrolment_link",
        "catalog_item", "catalog_edition", "job", "installation_key",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_table_is_guarded_or_listed()
    {
        var open = await AskAsync(DatabaseRoles.Owner, """
            select c.relname::text from pg_class c
            where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and not c.relispartition
              and not (c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))
            """);

        Assert.Empty(open.Except(_withoutOrganization));
    }

    [Fact]
    public async Task Every_key_of_a_guarded_table_begins_with_the_organisation()
    {
        var wrong = await AskAsync(DatabaseRoles.Owner, """
            select i.indexrelid::regclass::text
            from pg_index i join pg_class c on c.oid = i.indrelid
            join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
            where c.relrowsecurity and i.indisunique and a.attname <> 'organization_id'
            union all
            select c.relname || ' has no key' from pg_class c
            where c.relkind in ('r', 'p') and c.relrowsecurity and not exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary)
            """);

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Guarded_tables_have_no_triggers() =>
        Assert.Empty(await AskAsync(DatabaseRoles.Owner, """
            select t.tgname::text from pg_trigger t join pg_class c on c.oid = t.tgrelid where c.relrowsecurity and not t.tgisinternal
            """));

    [Fact]
    public async Task The_application_owns_nothing_and_cannot_step_over_the_guard() =>
        Assert.Empty(await AskAsync(DatabaseRoles.Owner, """
            select relname::text from pg_class where relowner in ('assay_app'::regrole, 'assay_identity'::regrole)
            union all
            select rolname::text from pg_roles where rolname like 'assay%' and rolname <> 'assay_bulk' and (rolsuper or rolbypassrls or rolcreaterole)
            """));

    /// <summary>The one login that row-level security does not cover, because PostgreSQL refuses COPY under it.</summary>
    [Fact]
    public async Task The_login_for_bulk_adds_entries_and_can_do_nothing_else() =>
        Assert.Equal(["ledger_entry INSERT", "ledger_pending INSERT"], await AskAsync(DatabaseRoles.Superuser, """
            select c.relname || ' ' || a.privilege_type from pg_class c, aclexplode(c.relacl) a
            where a.grantee = 'assay_bulk'::regrole order by 1
            """));

    [Fact]
    public async Task A_query_that_forgets_its_filter_returns_nothing()
    {
        await RecordAsync(product.Actor!);

        Assert.Empty(await AskAsync(DatabaseRoles.App, "select entry_id::text from ledger_entry"));
    }

    [Fact]
    public async Task The_guard_falls_back_after_the_transaction_on_the_same_connection()
    {
        await RecordAsync(product.Actor!);
        await using var source = NpgsqlDataSource.Create(product.Login(DatabaseRoles.App));
        await using var connection = await source.OpenConnectionAsync(Stop);

        await using (var transaction = await connection.BeginTransactionAsync(Stop))
        {
            await ExecuteAsync(connection, $"select set_tenant('{product.Actor!.Organization.Value}')");
            Assert.True(await CountAsync(connection) > 0);
            await transaction.CommitAsync(Stop);
        }

        Assert.Equal(0, await CountAsync(connection));
    }

    [Fact]
    public async Task Rows_of_another_organisation_are_out_of_reach()
    {
        var other = await product.NewOrganizationAsync("Other", "other@example.com");
        await RecordAsync(other);

        await using var db = await product.OpenAsync();

        Assert.DoesNotContain(other.Organization.Value, await db.Set<LedgerEntry>().IgnoreQueryFilters().Select(e => e.OrganizationId).ToListAsync(Stop));
    }

    [Fact]
    public async Task A_row_cannot_be_written_into_another_organisation()
    {
        await using var db = await product.OpenAsync();
        db.Add(LedgerEntry.Of(OrganizationId.New(product.Clock), "user/1", "test.planted", "test/1", new { }, product.Clock));

        var refused = await Assert.ThrowsAsync<DbUpdateException>(() => db.CommitAsync(Stop));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, Assert.IsType<PostgresException>(refused.InnerException).SqlState);
    }

    [Fact]
    public async Task Every_query_names_the_organisation_itself()
    {
        await using var db = await product.OpenAsync();

        Assert.Contains("organization_id = ", db.Set<LedgerEntry>().ToQueryString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_ledger_cannot_be_changed_or_emptied_by_the_application()
    {
        foreach (var sql in new[] { "update ledger_entry set kind = 'a.b'", "delete from ledger_entry", "truncate ledger_entry" })
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => AskAsync(DatabaseRoles.App, sql));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }

    [Fact]
    public async Task The_application_does_not_read_accounts_nor_the_door_tenant_tables()
    {
        foreach (var (role, sql) in new[] { (DatabaseRoles.App, "select email from user_account"), (DatabaseRoles.Identity, "select body from ledger_entry") })
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => AskAsync(role, sql));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }

    [Fact]
    public async Task What_is_not_committed_leaves_no_trace()
    {
        var subject = $"test/{Guid.CreateVersion7()}";

        await using (var db = await product.OpenAsync())
        {
            db.Record(product.Actor!, "test.dropped", subject, new { });
            await db.SaveChangesAsync(Stop);
        }

        await using var later = await product.OpenAsync();
        Assert.False(await later.Set<LedgerEntry>().AnyAsync(e => e.Subject == subject, Stop));
    }

    private async Task RecordAsync(Actor actor)
    {
        await using var db = await product.Services.GetRequiredService<Tenancy>().OpenAsync(actor.Organization, Stop);

        db.Record(actor, "test.recorded", "test/1", new { });
        await db.CommitAsync(Stop);
    }

    private async Task<List<string>> AskAsync(string role, string sql)
    {
        await using var source = NpgsqlDataSource.Create(product.Login(role));
        await using var command = source.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync(Stop);

        List<string> answers = [];
        while (await rows.ReadAsync(Stop)) answers.Add(rows.GetString(0));

        return answers;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Stop);
    }

    private static async Task<long> CountAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("select count(*) from ledger_entry", connection);
        return (long)(await command.ExecuteScalarAsync(Stop))!;
    }
}
