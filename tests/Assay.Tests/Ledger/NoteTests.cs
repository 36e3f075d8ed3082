using System.Text;
using Assay.Ledger;

namespace Assay.Tests.Ledger;

public sealed class NoteTests
{
    /// <summary>RFC 8032, section 7.1: tests 1, 2, 3 and SHA(abc).</summary>
    [Theory]
    [InlineData("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [InlineData("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7", "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    [InlineData("833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42", "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704")]
    public void Ed25519_signs_as_the_rfc_says(string seed, string publicKey, string message, string signature)
    {
        var (key, text, signed) = (Convert.FromHexString(publicKey), Convert.FromHexString(message), Convert.FromHexString(signature));

        Assert.Equal(key, Ed25519.PublicKey(Convert.FromHexString(seed)));
        Assert.Equal(signed, Ed25519.Sign(Convert.FromHexString(seed), text));
        Assert.True(Ed25519.Verify(key, text, signed));

        signed[10] ^= 1;
        Assert.False(Ed25519.Verify(key, text, signed));
    }

    /// <summary>The example of Go's package note, from which the specification comes.</summary>
    private const string _peter = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private const string _peterSays =
        "If you think cryptography is the answer to your problem,\n"
        + "then you don't know what your problem is.\n"
        + "\n"
        + "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    [Fact]
    public void A_note_of_somebody_else_is_verified()
    {
        Assert.True(VerifierKey.TryParse(_peter, out var key));
        Assert.True(SignedNote.TryParse(_peterSays, out var note));

        Assert.Equal([key], note.SignedBy([key]));
        Assert.Equal(_peter, key.ToString());
    }

    /// <summary>The checkpoint and the note that the specifications print: their layout, without their keys.</summary>
    [Theory]
    [InlineData("example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n", "example.com/behind-the-sofa")]
    [InlineData("Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n", "quasimodo.example/salvatore")]
    public void The_examples_of_the_specifications_are_read(string text, string signer)
    {
        Assert.True(SignedNote.TryParse(text, out var note));

        Assert.Equal(signer, Assert.Single(note.Signatures).Name);
        Assert.Equal(64, note.Signatures[0].Bytes.Length);
        Assert.EndsWith("\n", note.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_checkpoint_of_the_specification_says_what_it_says()
    {
        const string text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

        Assert.True(Checkpoint.TryParse(text, out var checkpoint));
        Assert.Equal(("example.com/behind-the-sofa", 20852163), (checkpoint.Origin, checkpoint.Size));
        Assert.Equal(text, checkpoint.Text);
    }

    [Theory]
    [InlineData("example.com/a\n007\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    [InlineData("example.com/a\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    [InlineData("example.com/a\n7\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n")]
    [InlineData("example.com/a\n7\n")]
    [InlineData("\n7\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    public void A_checkpoint_that_is_written_otherwise_is_refused(string text) => Assert.False(Checkpoint.TryParse(text, out _));

    [Fact]
    public void A_changed_word_is_found()
    {
        var key = SignerKey.New("log.example/1");
        var note = SignedNote.Sign("one\ntwo\n", key);

        Assert.True(SignedNote.TryParse(note, out var good));
        Assert.Single(good.SignedBy([key.Verifier]));
        Assert.True(SignedNote.TryParse(note.Replace("two", "too", StringComparison.Ordinal), out var bad));
        Assert.Empty(bad.SignedBy([key.Verifier]));
        Assert.Empty(good.SignedBy([SignerKey.New("log.example/1").Verifier]));
    }

    [Fact]
    public void A_key_hands_over_to_the_next_and_nobody_can_put_himself_between()
    {
        var (first, second, third, thief) = (SignerKey.New("log"), SignerKey.New("log"), SignerKey.New("log"), SignerKey.New("log"));
        var one = KeySuccession.Sign("log", first, second);
        var two = KeySuccession.Sign("log", second, third);

        Assert.Equal([first.Verifier, second.Verifier, third.Verifier], KeySuccession.Chain("log", first.Verifier, [one, two]));
        Assert.Null(KeySuccession.Chain("log", first.Verifier, [two]));
        Assert.Null(KeySuccession.Chain("log", first.Verifier, [one, KeySuccession.Sign("log", thief, third)]));
        Assert.Null(KeySuccession.Chain("other", first.Verifier, [one]));
    }

    [Fact]
    public void A_proof_is_one_file_that_proves_one_entry()
    {
        var key = SignerKey.New("log.example/1");
        var leaves = Enumerable.Range(0, 5).Select(i => Merkle.Leaf([(byte)i])).ToArray();
        TreeEdge edge = new();
        foreach (var leaf in leaves) edge.Append(leaf, (_, _) => { });

        var path = ProofPath.Inclusion(3, 5).Select(r => ProofPath.HashOf(r, s => Merkle.Whole(leaves.AsSpan((int)s.Index << s.Height, 1 << s.Height)))).ToList();
        var text = new TlogProof(Encoding.UTF8.GetBytes("three"), 3, path, new Checkpoint("log.example/1", 5, edge.Root()).Sign(key)).ToString();

        Assert.StartsWith("c2sp.org/tlog-proof@v1\nextra dGhyZWU=\nindex 3\n", text, StringComparison.Ordinal);
        Assert.True(TlogProof.TryParse(text, out var proof));
        Assert.Equal(text, proof.ToString());
        Assert.Equal(5, proof.Verify(leaves[3], [key.Verifier])?.Size);
        Assert.Null(proof.Verify(leaves[2], [key.Verifier]));
        Assert.Null(proof.Verify(leaves[3], []));
    }
}
