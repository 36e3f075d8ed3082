namespace Assay.Ledger;

/// <summary>Somebody wants to write words about a subject that was erased. It gets no second key: erased is erased.</summary>
public sealed class SubjectErasedException(string subject) : Exception($"{subject} was erased from the ledger; nothing more is written about it.");
