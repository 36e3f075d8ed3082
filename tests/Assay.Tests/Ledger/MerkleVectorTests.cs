using System.Security.Cryptography;
using System.Text.Json;
using Assay.Ledger;

namespace Assay.Tests.Ledger;

/// <summary>The proof vectors of transparency-dev/merkle: 12 that hold and 184 that must be refused.</summary>
public sealed class MerkleVectorTests
{
    private static readonly string _vectors = Repository.Folder("../shared/vectors/merkle");

    private sealed record Inclusion(ulong LeafIdx, ulong TreeSize, string? Root, string? LeafHash, string[]? Proof, bool WantErr);

    private sealed record Consistency(ulong Size1, ulong Size2, string? Root1, string? Root2, string[]? Proof, bool WantErr);

    [Fact]
    public void Every_proof_comes_out_as_its_file_says()
    {
        Assert.SkipUnless(Directory.Exists(_vectors), $"The proof vectors are not in {_vectors}.");
        List<string> wrong = [];
        var read = 0;

        foreach (var file in Directory.EnumerateFiles(_vectors, "*.json", SearchOption.AllDirectories))
        {
            read++;
            var isInclusion = file.Contains("/inclusion/", StringComparison.Ordinal);
            var (holds, expected) = isInclusion ? Check(Read<Inclusion>(file)) : Check(Read<Consistency>(file));
            if (holds != expected) wrong.Add($"{file}: {holds}");
        }

        Assert.Empty(wrong);
        Assert.Equal(196, read);
    }

    private static (bool, bool) Check(Inclusion v) =>
        (Hashes([v.Root, v.LeafHash], v.Proof) is var (known, proof) && Proof.Includes(Counted(v.LeafIdx), Counted(v.TreeSize), known[1], proof, known[0]), !v.WantErr);

    private static (bool, bool) Check(Consistency v) =>
        (Hashes([StandIn(v.Root1), StandIn(v.Root2)], v.Proof) is var (known, proof) && Proof.IsConsistent(Counted(v.Size1), Counted(v.Size2), proof, known[0], known[1]), !v.WantErr);

    /// <summary>Some files count further than we do; such a tree is none.</summary>
    private static long Counted(ulong number) => number > long.MaxValue ? -1 : (long)number;

    /// <summary>Where the sizes decide alone, the files write "dont care 1" for a root. A hash here has 32 bytes, so it becomes one.</summary>
    private static string StandIn(string? root) =>
        Convert.FromBase64String(root!) is { Length: 12 } words ? Convert.ToBase64String(SHA256.HashData(words)) : root!;

    /// <returns>Null where one of them is no hash.</returns>
    private static (Hash[] Known, Hash[] Proof)? Hashes(string?[] known, string[]? proof)
    {
        var all = known.Concat(proof ?? []).Select(text => Hash.TryParse(text ?? "", out var hash) ? hash : (Hash?)null).ToList();
        return all.Contains(null) ? null : ([.. all.Take(known.Length).Select(h => h!.Value)], [.. all.Skip(known.Length).Select(h => h!.Value)]);
    }

    private static T Read<T>(string file) => JsonSerializer.Deserialize<T>(File.ReadAllText(file), JsonSerializerOptions.Web)!;
}
