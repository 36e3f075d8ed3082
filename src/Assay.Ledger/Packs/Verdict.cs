namespace Assay.Ledger;

/// <summary>What a verification came to.</summary>
/// <param name="Key">The key from which on was trusted. Compare it with what the company told you by another way.</param>
/// <param name="Head">The newest checkpoint, where its signature holds.</param>
/// <param name="Entries">How many entries were looked at.</param>
/// <param name="Files">How many files were looked at.</param>
public sealed record Verdict(VerifierKey? Key, Checkpoint? Head, long Entries, int Files, IReadOnlyList<string> Findings)
{
    public bool Holds => Findings.Count == 0;
}
