namespace Assay.Ledger;

/// <summary>An entry that is committed and waits for its number.</summary>
internal sealed class PendingEntry : ITenantRow
{
    public Guid OrganizationId { get; init; }

    public Guid EntryId { get; init; }
}
