namespace Assay.Ledger;

/// <summary>Up to 256 neighbouring hashes of the tree.</summary>
internal sealed class LedgerTile : ITenantRow
{
    public Guid OrganizationId { get; init; }

    public int Level { get; init; }

    public long Number { get; init; }

    public required byte[] Hashes { get; init; }
}
