namespace Assay.Ledger;

/// <summary>Which leaf of the tree an entry is.</summary>
internal sealed class EntryPosition : ITenantRow
{
    public Guid OrganizationId { get; init; }

    /// <summary>From 0 on, without gaps.</summary>
    public long Sequence { get; init; }

    public Guid EntryId { get; init; }
}
