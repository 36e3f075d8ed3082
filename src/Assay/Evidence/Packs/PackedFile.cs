namespace Assay.Evidence;

/// <summary>A version as the index of a pack tells of it.</summary>
/// <param name="Path">Where it lies in the pack.</param>
/// <param name="FileName">As it was called when it came.</param>
/// <param name="CoversTo">Null for further notice.</param>
/// <param name="Entries">The ledger entries by which it was filed and accepted; each has its proof in the pack.</param>
public sealed record PackedFile(
    Guid Id, string Title, string Kind, string Type, int Number, string Path, string FileName, long Size, string Digest, DateOnly CoversFrom, DateOnly? CoversTo,
    IReadOnlyList<string> Controls, string Source, string Collector, DateTimeOffset AddedAt, string AcceptedBy, DateTimeOffset? AcceptedAt, IReadOnlyList<Guid> Entries);
