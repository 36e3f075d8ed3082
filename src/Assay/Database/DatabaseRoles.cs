using Npgsql;

namespace Assay.Database;

/// <summary>Who is who within the database. None but the private cluster's own superuser stands above row-level security.</summary>
internal static class DatabaseRoles
{
    public const string Superuser = "postgres";

    /// <summary>Owns the schema and migrates it. Bound by row-level security too, because that is forced.</summary>
    public const string Owner = "assay_owner";

    /// <summary>Reads and writes the tenant tables. Owns nothing.</summary>
    public const string App = "assay_app";

    /// <summary>Reads and writes the few tables without an organisation. Sees no tenant table.</summary>
    public const string Identity = "assay_identity";

    /// <summary>Writes ledger entries by COPY, which PostgreSQL refuses under row-level security. Reads nothing; only where the cluster is private.</summary>
    public const string Bulk = "assay_bulk";

    /// <summary>In a private cluster: roles that log in, and an empty database of that name.</summary>
    public static async Task PrepareClusterAsync(NpgsqlDataSource superuser, string database, CancellationToken stop)
    {
        await CreateAsync(superuser, [Owner, App, Identity], "login", stop);
        await CreateAsync(superuser, [Bulk], "login bypassrls", stop);

        await using var exists = superuser.CreateCommand("select 1 from pg_database where datname = $1");
        exists.Parameters.Add(new() { Value = database });
        if (await exists.ExecuteScalarAsync(stop) is null) await ExecuteAsync(superuser, $"create database \"{database}\" owner {Owner}", stop);
        await ExecuteAsync(superuser, $"revoke connect, temporary on database \"{database}\" from public", stop);
        await ExecuteAsync(superuser, $"grant connect on database \"{database}\" to {App}, {Identity}, {Bulk}", stop);
    }

    /// <summary>On somebody's server: roles that the login may take on.</summary>
    /// <exception cref="StartRefusedException">The login may do too much, or too little.</exception>
    public static async Task PrepareServerAsync(NpgsqlDataSource login, CancellationToken stop)
    {
        await using var asked = login.CreateCommand("""
            select rolsuper or rolbypassrls, rolcreaterole,
                   (select count(*) = 2 from pg_roles r where r.rolname in ('assay_app', 'assay_identity') and pg_has_role(current_user, r.oid, 'member'))
            from pg_roles where rolname = current_user
            """);

        await using var answer = await asked.ExecuteReaderAsync(stop);
        await answer.ReadAsync(stop);
        var (bypasses, mayCreate, ready) = (answer.GetBoolean(0), answer.GetBoolean(1), answer.GetBoolean(2));
        await answer.CloseAsync();

        if (bypasses)
            throw new StartRefusedException("The database login is a superuser or bypasses row-level security, which keeps organisations apart. Name an ordinary login that owns its database.");

        if (ready) return;

        if (!mayCreate)
            throw new StartRefusedException("The database lacks two roles. Have an administrator run:  create role assay_app; create role assay_identity; grant assay_app, assay_identity to <the login>;");

        await CreateAsync(login, [App, Identity], "nologin", stop);
        await ExecuteAsync(login, $"grant {App}, {Identity} to current_user", stop);
    }

    private static async Task CreateAsync(NpgsqlDataSource source, string[] roles, string kind, CancellationToken stop)
    {
        foreach (var role in roles)
        {
            // Two servers may start at once: the second finds the role made.
            await ExecuteAsync(source, $"""
                do $$ begin
                    if not exists (select from pg_roles where rolname = '{role}') then create role {role} {kind}; end if;
                exception when duplicate_object or unique_violation then null;
                end $$
                """, stop);
        }
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql, CancellationToken stop)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(stop);
    }
}
