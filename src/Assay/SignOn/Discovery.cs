using System.Collections.Concurrent;

namespace Assay.SignOn;

/// <summary>What providers say of themselves and which keys they sign with, asked again only now and then.</summary>
public sealed class Discovery(IServiceScopeFactory scopes, TimeProvider clock)
{
    private const int _mostKept = 1_000;
    private static readonly TimeSpan _fresh = TimeSpan.FromHours(1);

    /// <summary>Whoever sends tokens with made-up key ids must not make this server call the provider each time.</summary>
    private static readonly TimeSpan _restBetweenKeys = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    private sealed record Known(ProviderDocument Document, IReadOnlyList<SigningKey> Keys, DateTimeOffset At, DateTimeOffset KeysAt);

    /// <exception cref="ProviderFailedException">The provider does not answer as the protocol says.</exception>
    public async Task<ProviderDocument> DocumentAsync(string issuer, CancellationToken stop) => (await KnownAsync(issuer, stop)).Document;

    /// <summary>The keys that a token may be signed with. Where none has its id, the provider may have changed them: it is asked once more.</summary>
    public async Task<IReadOnlyList<SigningKey>> KeysAsync(string issuer, string? id, CancellationToken stop)
    {
        var known = await KnownAsync(issuer, stop);
        var now = clock.GetUtcNow();

        if (id is null || known.Keys.Any(k => k.Id == id) || now - known.KeysAt < _restBetweenKeys) return known.Keys;

        // Noted before the call, so that many tokens at once make one call.
        if (!_known.TryUpdate(issuer, known with { KeysAt = now }, known)) return known.Keys;

        var keys = await FetchKeysAsync(known.Document, stop);
        _known[issuer] = known with { Keys = keys, KeysAt = now };
        return keys;
    }

    /// <summary>Asks anew, as when a setting is saved: what is wrong is told then, not at the first sign-in.</summary>
    public async Task RefreshAsync(string issuer, CancellationToken stop)
    {
        if (_known.Count >= _mostKept) _known.Clear();

        await using var scope = scopes.CreateAsyncScope();
        var address = new Uri(issuer.TrimEnd('/') + "/.well-known/openid-configuration");
        var document = ProviderDocument.Read(await scope.ServiceProvider.GetRequiredService<ProviderCalls>().GetAsync(address, stop), issuer);
        var now = clock.GetUtcNow();

        _known[issuer] = new(document, await FetchKeysAsync(document, stop), now, now);
    }

    private async Task<Known> KnownAsync(string issuer, CancellationToken stop)
    {
        if (!_known.TryGetValue(issuer, out var known) || clock.GetUtcNow() - known.At > _fresh) await RefreshAsync(issuer, stop);
        return _known[issuer];
    }

    private async Task<IReadOnlyList<SigningKey>> FetchKeysAsync(ProviderDocument document, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        return SigningKey.ReadAll(await scope.ServiceProvider.GetRequiredService<ProviderCalls>().GetAsync(document.JwksUri, stop));
    }
}
