using System.Text;
using Assay.Ledger;

namespace Assay.Tests.Ledger;

/// <summary>An evidence pack proves each byte of its files, whoever had it in hand.</summary>
public sealed class PackTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly SignerKey _key = SignerKey.New("assay/test");

    [Fact]
    public async Task A_pack_verifies_and_one_flipped_byte_anywhere_does_not()
    {
        var pack = await PackAsync();
        Assert.Empty(Verify(pack).Findings);
        Assert.Equal((2, 3), (Verify(pack).Entries, Verify(pack).Files));

        List<int> unseen = [];
        for (var at = 0; at < pack.Length; at++)
        {
            var changed = pack.ToArray();
            changed[at] ^= (byte)(1 << (at % 8));
            if (Holds(changed)) unseen.Add(at);
        }

        Assert.Empty(unseen);
    }

    [Fact]
    public async Task What_was_put_in_taken_out_or_put_behind_is_named()
    {
        var pack = await PackAsync();
        var folder = Directory.CreateTempSubdirectory("assay-pack-").FullName;
        await using (MemoryStream zip = new(pack)) await System.IO.Compression.ZipFile.ExtractToDirectoryAsync(zip, folder, Stop);

        using (var files = PackFiles.Open(folder)) Assert.Empty(VerifyPack.Run(files).Findings);

        await File.WriteAllTextAsync(Path.Join(folder, "files/more.txt"), "more", Stop);
        File.Delete(Path.Join(folder, "files/b.txt"));
        using (var files = PackFiles.Open(folder))
        {
            var findings = VerifyPack.Run(files).Findings;
            Assert.Contains("'files/more.txt' was put into the pack afterwards.", findings);
            Assert.Contains("'files/b.txt' is missing.", findings);
        }

        Assert.False(Holds([.. pack, 0]));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_pack_of_another_key_is_refused_where_one_knows_the_right_one()
    {
        using var files = PackFiles.Open(new MemoryStream(await PackAsync()));

        Assert.Contains("not by the key that you trust", string.Join(' ', VerifyPack.Run(files, SignerKey.New("assay/test").Verifier).Findings), StringComparison.Ordinal);
    }

    private static bool Holds(byte[] pack)
    {
        try
        {
            return Verify(pack).Holds;
        }
        catch (Exception unreadable) when (unreadable is UnreadablePackException or InvalidDataException or IOException)
        {
            return false;
        }
    }

    private static Verdict Verify(byte[] pack)
    {
        using var files = PackFiles.Open(new MemoryStream(pack));
        return VerifyPack.Run(files);
    }

    private static async Task<byte[]> PackAsync()
    {
        await using MemoryStream to = new();
        PackWriter pack = new(to, new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

        var digest = await pack.AddAsync("files/a.txt", new MemoryStream("the evidence"u8.ToArray()), Stop);
        await pack.AddAsync("files/b.txt", new MemoryStream("another"u8.ToArray()), Stop);
        await pack.AddAsync("README.txt", new MemoryStream("how to verify"u8.ToArray()), Stop);

        string[] entries = [Entry($$"""{"sha256":"{{digest}}"}"""), Entry("{}")];
        var (proofs, _) = Prove(entries);
        await pack.AddProofAsync(Guid.CreateVersion7(), proofs[0], "files/a.txt", Stop);
        await pack.AddProofAsync(Guid.CreateVersion7(), proofs[1], null, Stop);

        var manifest = await pack.ManifestAsync(Stop);
        await pack.SealAsync(Prove([.. entries, Entry($$"""{"manifest_sha256":"{{manifest}}"}""")]).Proofs[2], LogKeysFile.Write(_key.Verifier, []), Stop);
        return to.ToArray();
    }

    private static string Entry(string body)
    {
        var at = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
        return new EntryText(Guid.Empty, Guid.CreateVersion7(at), "test.packed", at, at, "user/1", "test/1", body).ToString();
    }

    private static (TlogProof[] Proofs, Hash Root) Prove(string[] entries)
    {
        var leaves = entries.Select(e => Merkle.Leaf(Encoding.UTF8.GetBytes(e))).ToArray();
        Hash Whole(Subtree s) => Merkle.Whole(leaves.AsSpan((int)s.Index << s.Height, 1 << s.Height));
        var root = ProofPath.Root(leaves.Length, Whole);
        var note = new Checkpoint("assay/test", leaves.Length, root).Sign(_key);

        return ([.. entries.Select((e, i) => new TlogProof(Encoding.UTF8.GetBytes(e), i, [.. ProofPath.Inclusion(i, leaves.Length).Select(r => ProofPath.HashOf(r, Whole))], note))], root);
    }
}
