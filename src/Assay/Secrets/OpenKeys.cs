using System.Xml.Linq;
using Npgsql;

namespace Assay.Secrets;

/// <summary>At each start: takes the installation's keys in hand, and brings what lies in the database under the newest of them.</summary>
internal sealed partial class OpenKeys(KeySource source, InstallationKeys keys, DatabaseSources sources, TimeProvider clock, ILogger<OpenKeys> log)
{
    /// <exception cref="StartRefusedException">The key is missing, or is another than the one that sealed the database.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        var found = source.Read();
        await using var connection = await sources.Identity.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await ExecuteAsync(connection, "lock table data_protection_key in share row exclusive mode", stop);       // replicas start together

        var rows = await ReadAsync(connection, stop);
        var needed = rows.SelectMany(r => KeyXml.NeededBy(r.Xml)).Distinct().ToList();

        if (needed.Except(found.Select(k => k.Id)).ToList() is [var missing, ..])
        {
            throw new StartRefusedException(found is []
                ? $"The key is missing: the secrets in the database are sealed under the key {missing}, which was in {source.Words}. Put it back; without it sign-ins and stored secrets are lost."
                : $"The key is another one: the secrets in the database are sealed under the key {missing}, and {source.Words} holds {string.Join(", ", found)}. Put the right key back, or beside the new one.");
        }

        if (found is [])
        {
            found = [InstallationKey.New()];
            source.Write(found);
        }

        keys.Hold(found);
        foreach (var (name, xml) in rows.Where(r => !KeyXml.IsUnder(r.Xml, keys.Current)))
        {
            KeyXml.Rewrap(xml, keys);
            await ExecuteAsync(connection, "update data_protection_key set xml = $2 where name = $1", stop, name, xml.ToString(SaveOptions.DisableFormatting));
            Log.Rewrapped(log, name, keys.Current.Id);
        }

        await ExecuteAsync(connection, "insert into installation_key (key_id, first_used_at) values ($1, $2) on conflict do nothing", stop, keys.Current.Id, clock.GetUtcNow());
        await transaction.CommitAsync(stop);
    }

    private static async Task<IReadOnlyList<(string Name, XElement Xml)>> ReadAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("select name, xml from data_protection_key", connection);
        await using var rows = await command.ExecuteReaderAsync(stop);

        List<(string, XElement)> read = [];
        while (await rows.ReadAsync(stop)) read.Add((rows.GetString(0), XElement.Parse(rows.GetString(1))));

        return read;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken stop, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(stop);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The key {Name} now lies under the installation key {Id}.")]
        public static partial void Rewrapped(ILogger log, string name, string id);
    }
}
