using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Assay.Database;

/// <summary>Brings the schema to what this version needs: numbered SQL files, each applied once and never edited after.</summary>
internal sealed partial class Migrations(IReadOnlyList<Migrations.File> files, TimeProvider clock, ILogger log)
{
    /// <summary>One numbered file, as <c>001_tenancy.sql</c>.</summary>
    internal sealed record File(int Number, string Name, string Sql)
    {
        public static File Of(string name, string sql) =>
            new(int.Parse(name.AsSpan(0, name.IndexOf('_', StringComparison.Ordinal)), CultureInfo.InvariantCulture), name, sql.ReplaceLineEndings("\n"));

        public string Checksum => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));
    }

    // Any number will do, as long as it is always this one: servers that start together wait for the first.
    private const long _turn = 0x4153_5341_5900;

    /// <summary>The files that this program carries.</summary>
    public static IReadOnlyList<File> Shipped()
    {
        const string folder = "Migrations/";
        var assembly = typeof(Migrations).Assembly;

        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(folder, StringComparison.Ordinal))
            .Select(name =>
            {
                using var text = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return File.Of(name[folder.Length..], text.ReadToEnd());
            })
            .OrderBy(file => file.Number)];
    }

    /// <exception cref="StartRefusedException">A file that was applied has been edited, or the database is newer than this program.</exception>
    public async Task ApplyAsync(NpgsqlDataSource owner, CancellationToken stop)
    {
        await using var connection = await owner.OpenConnectionAsync(stop);
        await ExecuteAsync(connection, $"select pg_advisory_lock({_turn})", stop);

        try
        {
            await ExecuteAsync(connection, """
                create table if not exists schema_migration (
                    number integer primary key,
                    name text not null,
                    checksum text not null,
                    applied_at timestamptz not null)
                """, stop);

            var applied = await AppliedAsync(connection, stop);
            Check(applied);

            foreach (var file in files.Where(f => !applied.ContainsKey(f.Number))) await ApplyAsync(connection, file, stop);
        }
        finally
        {
            await ExecuteAsync(connection, $"select pg_advisory_unlock({_turn})", CancellationToken.None);
        }
    }

    /// <returns>Whether every file has been applied.</returns>
    public async Task<bool> AreAppliedAsync(NpgsqlDataSource owner, CancellationToken stop)
    {
        await using var connection = await owner.OpenConnectionAsync(stop);
        var applied = await AppliedAsync(connection, stop);

        return files.All(f => applied.ContainsKey(f.Number));
    }

    private void Check(Dictionary<int, (string Name, string Checksum)> applied)
    {
        var shipped = files.ToDictionary(f => f.Number);

        foreach (var (number, (name, checksum)) in applied)
        {
            if (!shipped.TryGetValue(number, out var file))
                throw new StartRefusedException($"The database has had migration {name}, which this version of Assay does not know. Start the newer version that applied it.");

            if (file.Checksum != checksum)
                throw new StartRefusedException($"Migration {file.Name} was edited after it had been applied. Restore it, and put the change into a new file.");
        }
    }

    private async Task ApplyAsync(NpgsqlConnection connection, File file, CancellationToken stop)
    {
        await using var transaction = await connection.BeginTransactionAsync(stop);

        try
        {
            await ExecuteAsync(connection, file.Sql, stop);
        }
        catch (PostgresException failure)
        {
            throw new StartRefusedException($"Migration {file.Name} failed, and nothing of it was kept: {failure.MessageText}", failure);
        }

        await using var note = new NpgsqlCommand("insert into schema_migration (number, name, checksum, applied_at) values ($1, $2, $3, $4)", connection)
        {
            Parameters =
            {
                new() { Value = file.Number },
                new() { Value = file.Name },
                new() { Value = file.Checksum },
                new() { Value = clock.GetUtcNow() },
            },
        };

        await note.ExecuteNonQueryAsync(stop);
        await transaction.CommitAsync(stop);
        Log.Applied(log, file.Name);
    }

    private static async Task<Dictionary<int, (string Name, string Checksum)>> AppliedAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("select number, name, checksum from schema_migration", connection);
        await using var rows = await command.ExecuteReaderAsync(stop);

        Dictionary<int, (string, string)> applied = [];
        while (await rows.ReadAsync(stop)) applied[rows.GetInt32(0)] = (rows.GetString(1), rows.GetString(2));

        return applied;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(stop);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Migration {Name} was applied.")]
        public static partial void Applied(ILogger log, string name);
    }
}
