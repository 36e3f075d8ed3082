namespace Assay.Database;

/// <summary>How the private PostgreSQL is tuned: small at rest, safe at all times.</summary>
internal static class ClusterSettings
{
    /// <summary>Given on the command line at each start, so that a newer Assay brings its own.</summary>
    public static IEnumerable<string> Arguments(string dataFolder, string socketFolder, IEnumerable<KeyValuePair<string, string>> differing)
    {
        var settings = new Dictionary<string, string>
        {
            ["listen_addresses"] = "",                       // no TCP port: only this machine, and of it only one user
            ["unix_socket_directories"] = $"\"{socketFolder}\"",
            ["unix_socket_permissions"] = "0700",
            ["hba_file"] = Path.Join(dataFolder, "pg_hba.conf"),
            ["ident_file"] = Path.Join(dataFolder, "pg_ident.conf"),
            ["max_connections"] = "80",
            ["shared_buffers"] = "64MB",
            ["work_mem"] = "8MB",
            ["maintenance_work_mem"] = "64MB",
            ["max_wal_size"] = "512MB",
            ["wal_level"] = "minimal",                       // nobody replicates a private cluster
            ["max_wal_senders"] = "0",
            ["max_logical_replication_workers"] = "0",
            ["wal_compression"] = "on",
            ["jit"] = "off",                                 // compiling costs more than our queries take
            ["timezone"] = "UTC",
            ["log_timezone"] = "UTC",
            ["log_line_prefix"] = "",
            ["log_error_verbosity"] = "terse",               // the detail of an error quotes rows, which are not for logs
            ["log_min_error_statement"] = "panic",
        };

        foreach (var (name, value) in differing) settings[name] = value;

        return settings.SelectMany(s => new[] { "-c", $"{s.Key}={s.Value}" });
    }

    /// <summary>Who may come in: the users named, told apart by the kernel (peer), so there is no password to keep.</summary>
    public static async Task WriteDoorsAsync(string dataFolder, CancellationToken stop)
    {
        string[] comers = [Environment.UserName, Environment.IsPrivilegedProcess ? "postgres" : Environment.UserName];
        string[] roles = [DatabaseRoles.Superuser, DatabaseRoles.Owner, DatabaseRoles.App, DatabaseRoles.Identity, DatabaseRoles.Bulk];

        var map = from comer in comers.Distinct() from role in roles select $"assay \"{comer}\" {role}";

        await File.WriteAllLinesAsync(Path.Join(dataFolder, "pg_ident.conf"), map, stop);
        await File.WriteAllLinesAsync(Path.Join(dataFolder, "pg_hba.conf"), ["local all all peer map=assay"], stop);
    }
}
