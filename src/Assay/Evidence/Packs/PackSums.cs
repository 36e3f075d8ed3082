using System.Security.Cryptography;
using System.Text;

namespace Assay.Evidence;

/// <summary>Writes into a pack and keeps the digests as <c>sha256sum -c</c> takes them.</summary>
internal sealed class PackSums(PackWriter pack)
{
    private readonly StringBuilder _lines = new();

    public async Task<string> AddAsync(string path, Stream content, CancellationToken stop)
    {
        var digest = await pack.AddAsync(path, content, stop);
        _lines.Append(digest).Append("  ").Append(path).Append('\n');
        return digest;
    }

    public async Task AddProofAsync(Guid entry, TlogProof proof, string? file, CancellationToken stop)
    {
        await pack.AddProofAsync(entry, proof, file, stop);
        _lines.Append(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(proof.ToString())))).Append("  ").Append(PackPaths.ProofOf(entry)).Append('\n');
    }

    public override string ToString() => _lines.ToString();
}
