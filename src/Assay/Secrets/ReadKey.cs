using Npgsql;

namespace Assay.Secrets;

/// <summary>Which key seals the installation's secrets, where it comes from and since when.</summary>
public sealed class ReadKey
{
    private readonly InstallationKeys _keys;
    private readonly KeySource _source;
    private readonly DatabaseSources _sources;

    internal ReadKey(InstallationKeys keys, KeySource source, DatabaseSources sources) => (_keys, _source, _sources) = (keys, source, sources);

    public sealed record State(string Id, string From, DateTimeOffset Since);

    public async Task<State> RunAsync(CancellationToken stop)
    {
        await using var command = _sources.Identity.CreateCommand("select first_used_at from installation_key where key_id = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = _keys.Current.Id });

        return new(_keys.Current.Id, _source.Words, new((DateTime)(await command.ExecuteScalarAsync(stop))!));
    }
}
