namespace Assay.Secrets;

/// <summary>Gives the installation a new key and brings everything under it. The old one stays second, for replicas that still hold it.</summary>
/// <remarks>Killed in between, both keys are in the file, and the next start does the rest.</remarks>
internal sealed class RotateKey(KeySource source, OpenKeys open, InstallationKeys keys)
{
    /// <returns>The id of the new key.</returns>
    /// <exception cref="StartRefusedException">The key is not in a file that we may write.</exception>
    public async Task<string> RunAsync(CancellationToken stop)
    {
        if (source.IsVariable)
            throw new StartRefusedException("The key comes from the variable ASSAY_KEY, which only you can change: put a new key before the old one, with a space between, restart, then take the old one away. Make one with: openssl rand -base64 32");

        await open.RunAsync(stop);
        source.Write([InstallationKey.New(), keys.Current]);
        await open.RunAsync(stop);
        return keys.Current.Id;
    }
}
