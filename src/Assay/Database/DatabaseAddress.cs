using Npgsql;

namespace Assay.Database;

/// <summary>How the database is reached, as each of its roles.</summary>
/// <param name="Bulk">A login that row-level security does not cover and that may only add ledger entries; null where there is none.</param>
public sealed record DatabaseAddress(string Owner, string App, string Identity, string? Bulk = null)
{
    // Citus passes a transaction's settings on to its workers only where told to; elsewhere this means nothing.
    private const string _passSettingsOn = "-c citus.propagate_set_commands=local";

    /// <summary>A private cluster: each role logs in by itself.</summary>
    public static DatabaseAddress InCluster(string socketFolder, string database)
    {
        return new(As(DatabaseRoles.Owner, 4), As(DatabaseRoles.App, 30), As(DatabaseRoles.Identity, 10), As(DatabaseRoles.Bulk, 16));

        string As(string role, int connections) => new NpgsqlConnectionStringBuilder(ClusterLogin(socketFolder, role, database))
        {
            MaxPoolSize = connections,
            Options = _passSettingsOn,
        }.ConnectionString;
    }

    /// <summary>Somebody's server: one login, which takes on the role that each use asks for.</summary>
    public static DatabaseAddress OnServer(string connectionString, string? bulk = null)
    {
        return new(Login(null), Login(DatabaseRoles.App), Login(DatabaseRoles.Identity), bulk);

        string Login(string? role)
        {
            var login = new NpgsqlConnectionStringBuilder(connectionString);
            login.Options = $"{login.Options} {_passSettingsOn}{(role is null ? "" : $" -c role={role}")}".Trim();
            return login.ConnectionString;
        }
    }

    internal static string ClusterLogin(string socketFolder, string role, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = socketFolder,
        Username = role,
        Database = database,
        SslMode = SslMode.Disable,                    // it never leaves the kernel
        GssEncryptionMode = GssEncryptionMode.Disable,
        ConnectionIdleLifetime = 60,                  // an idle connection is a process of several megabytes
    }.ConnectionString;
}
