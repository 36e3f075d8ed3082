namespace Assay.Ledger;

/// <summary>What lies in the database cannot be what the log wrote. Nothing is signed on top of it.</summary>
public sealed class LedgerDamagedException(string message) : Exception(message);
