namespace Assay.Ledger;

/// <summary>How the files of an evidence pack are called.</summary>
public static class PackPaths
{
    /// <summary>Every file of the pack but those below <c>ledger/</c>, with its SHA-256.</summary>
    public const string Manifest = "manifest.json";

    /// <summary>The entry that tells of the pack and names the digest of its manifest, with its proof.</summary>
    public const string Seal = "ledger/pack.tlog-proof";

    /// <summary>The log's public keys, as in an exported log.</summary>
    public const string Keys = "ledger/keys";

    /// <summary>Where proofs of single entries lie.</summary>
    public static string ProofOf(Guid entry) => $"ledger/entries/{entry:n}.tlog-proof";
}
