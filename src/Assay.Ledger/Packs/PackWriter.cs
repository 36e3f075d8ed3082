using System.Security.Cryptography;
using System.Text;

namespace Assay.Ledger;

/// <summary>Writes an evidence pack as a ZIP, one file after the other, to a stream that need not be seekable.</summary>
/// <remarks>
/// Files first; then <see cref="ManifestAsync"/>, whose digest the caller records as <c>manifest_sha256</c> in the entry that
/// tells of the pack; then, once that entry has its number, <see cref="SealAsync"/> with its proof.
/// </remarks>
public sealed class PackWriter(Stream to, DateTimeOffset createdAt)
{
    private readonly ZipWriter _zip = new(to);
    private readonly List<PackManifest.File> _files = [];
    private readonly List<PackManifest.EntryProof> _proofs = [];

    /// <returns>The file's SHA-256, in lower-case hexadecimal.</returns>
    public async Task<string> AddAsync(string path, Stream content, CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[64 * 1024];
        long size = 0;

        await _zip.AddAsync(path, async write =>
        {
            for (int read; (read = await content.ReadAsync(buffer, stop)) > 0; size += read)
            {
                hash.AppendData(buffer, 0, read);
                await write(buffer.AsMemory(0, read));
            }
        }, stop);

        var digest = Convert.ToHexStringLower(hash.GetHashAndReset());
        _files.Add(new(path, size, digest));
        return digest;
    }

    /// <param name="file">The path of the file whose SHA-256 the entry's body names; null where it is about no file.</param>
    public async Task AddProofAsync(Guid entry, TlogProof proof, string? file, CancellationToken stop)
    {
        var bytes = Encoding.UTF8.GetBytes(proof.ToString());
        var path = PackPaths.ProofOf(entry);

        await _zip.AddAsync(path, bytes, stop);
        _proofs.Add(new(path, Convert.ToHexStringLower(SHA256.HashData(bytes)), file));
    }

    /// <returns>The manifest's SHA-256, which the entry about the pack must name.</returns>
    public async Task<string> ManifestAsync(CancellationToken stop)
    {
        var bytes = new PackManifest(PackManifest.FormatOne, createdAt, _files, _proofs).ToBytes();
        await _zip.AddAsync(PackPaths.Manifest, bytes, stop);

        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    /// <param name="keys">As <see cref="LogKeysFile"/> writes them.</param>
    public async Task SealAsync(TlogProof proof, string keys, CancellationToken stop)
    {
        await _zip.AddAsync(PackPaths.Seal, Encoding.UTF8.GetBytes(proof.ToString()), stop);
        await _zip.AddAsync(PackPaths.Keys, Encoding.UTF8.GetBytes(keys), stop);
        await _zip.FinishAsync(stop);
    }
}
