namespace Assay.Ledger;

/// <summary>What was given is no log and no pack, so nothing of it can be verified.</summary>
public sealed class UnreadablePackException(string message) : Exception(message);
