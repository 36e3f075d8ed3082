using System.Security.Cryptography;

namespace Assay.Secrets;

/// <summary>The keys that this process holds: the first seals, all of them open. Held from the start of the server on.</summary>
internal sealed class InstallationKeys
{
    private IReadOnlyList<InstallationKey> _keys = [];

    public InstallationKey Current => _keys is [var first, ..] ? first : throw new InvalidOperationException("The keys are opened at start, before anything is sealed.");

    public void Hold(IReadOnlyList<InstallationKey> keys) => _keys = keys;

    /// <exception cref="CryptographicException">None of them has this id.</exception>
    public InstallationKey this[string id] =>
        _keys.FirstOrDefault(k => k.Id == id) ?? throw new CryptographicException($"The installation key {id} is not here.");
}
