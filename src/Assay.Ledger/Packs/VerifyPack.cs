using System.Security.Cryptography;
using System.Text;

namespace Assay.Ledger;

/// <summary>Verifies an evidence pack offline: the entry that tells of it, its manifest, every file, and the proof of each entry.</summary>
/// <remarks>
/// The chain is: the company's key signs a checkpoint, the checkpoint covers the entry, the entry names the manifest's digest,
/// the manifest names each file's. So no byte of any file can change, none can be added and none can be missing.
/// </remarks>
public static class VerifyPack
{
    private const int _largestManifest = 64 * 1024 * 1024;
    private const int _largestProof = 256 * 1024;

    /// <exception cref="UnreadablePackException">There is no pack here.</exception>
    public static Verdict Run(PackFiles files, VerifierKey? trusted = null)
    {
        Findings findings = new();
        if (files.TryRead(PackPaths.Manifest, _largestManifest) is not { } bytes) throw new UnreadablePackException("There is no pack here: 'manifest.json' is missing.");

        var keys = Keys(files, trusted, findings);
        var head = CheckSeal(files, bytes, keys, findings);

        if (PackManifest.Read(bytes) is not { } manifest)
        {
            findings.Add($"'{PackPaths.Manifest}' cannot be read.");
            return new(First(keys), head, 0, 0, findings.List);
        }

        CheckFiles(files, manifest, findings);
        if (files.Damage is { } damage) findings.Add($"The ZIP is not as it was written: {damage}.");
        var proved = manifest.Proofs.Count(proof => CheckProof(files, manifest, proof, keys, findings));

        return new(First(keys), head, proved, manifest.Files.Count, findings.List);
    }

    private static VerifierKey? First(IReadOnlyList<VerifierKey> keys) => keys is [var first, ..] ? first : null;

    private static IReadOnlyList<VerifierKey> Keys(PackFiles files, VerifierKey? trusted, Findings findings)
    {
        if (VerifyLog.Text(files, PackPaths.Keys, _largestProof) is not { } text || LogKeysFile.Read(text) is not { } chain)
        {
            findings.Add($"'{PackPaths.Keys}' is missing, or a key in it is not signed by the one before.");
            return trusted is null ? [] : [trusted];
        }

        if (trusted is null || chain.Contains(trusted)) return [.. chain.SkipWhile(k => trusted is not null && k != trusted)];

        findings.Add($"The pack is signed by {chain[0]}, not by the key that you trust.");
        return [trusted];
    }

    /// <summary>The entry that tells of the pack must name this manifest.</summary>
    private static Checkpoint? CheckSeal(PackFiles files, byte[] manifest, IReadOnlyList<VerifierKey> keys, Findings findings)
    {
        if (Proved(files, PackPaths.Seal, keys, findings) is not var (text, head)) return null;

        var digest = Convert.ToHexStringLower(SHA256.HashData(manifest));
        if (!text.Contains($"\"manifest_sha256\":\"{digest}\"", StringComparison.Ordinal)) findings.Add($"'{PackPaths.Manifest}' is not the one that the ledger tells of.");

        return head;
    }

    private static void CheckFiles(PackFiles files, PackManifest manifest, Findings findings)
    {
        HashSet<string> known = [PackPaths.Manifest, PackPaths.Seal, PackPaths.Keys, .. manifest.Proofs.Select(p => p.Path)];

        foreach (var file in manifest.Files)
        {
            if (!known.Add(file.Path)) findings.Add($"The manifest names '{file.Path}' twice.");
            else if (!files.Has(file.Path)) findings.Add($"'{file.Path}' is missing.");
            else if (Digest(files, file.Path) is var (size, digest) && (size != file.Size || digest != file.Sha256)) findings.Add($"'{file.Path}' is not the file that was packed.");
        }

        foreach (var path in files.Paths.Where(p => !known.Contains(p))) findings.Add($"'{path}' was put into the pack afterwards.");
    }

    private static bool CheckProof(PackFiles files, PackManifest manifest, PackManifest.EntryProof proof, IReadOnlyList<VerifierKey> keys, Findings findings)
    {
        if (!files.Has(proof.Path) || Digest(files, proof.Path).Sha256 != proof.Sha256)
        {
            findings.Add($"'{proof.Path}' is missing, or is not the proof that was packed.");
            return false;
        }

        if (Proved(files, proof.Path, keys, findings) is not var (text, _)) return false;
        if (proof.File is null) return true;

        var digest = manifest.Files.FirstOrDefault(f => f.Path == proof.File)?.Sha256;
        if (digest is { Length: 64 } && text.Contains($"\"{digest}\"", StringComparison.Ordinal)) return true;

        findings.Add($"The entry in '{proof.Path}' does not name the digest of '{proof.File}'.");
        return false;
    }

    /// <returns>The entry's text and the checkpoint that covers it; null where the proof does not hold, which is then found.</returns>
    private static (string Text, Checkpoint Head)? Proved(PackFiles files, string path, IReadOnlyList<VerifierKey> keys, Findings findings)
    {
        if (VerifyLog.Text(files, path, _largestProof) is { } text
            && TlogProof.TryParse(text, out var proof) && proof.Extra is { } entry && proof.ToString() == text
            && proof.Verify(Merkle.Leaf(entry.Span), keys) is { } head) return (Encoding.UTF8.GetString(entry.Span), head);

        findings.Add($"'{path}' does not prove its entry.");
        return null;
    }

    private static (long Size, string Sha256) Digest(PackFiles files, string path)
    {
        try
        {
            using var file = files.Read(path);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[64 * 1024];
            long size = 0;

            for (int read; (read = file.Read(buffer)) > 0; size += read) hash.AppendData(buffer, 0, read);
            return (size, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        catch (InvalidDataException)
        {
            return (-1, "");                // a damaged ZIP: not the file that was packed
        }
    }
}
