namespace Assay.Ledger;

/// <summary>What a self-check of the log came to.</summary>
public sealed class LedgerCheck : ITenantRow
{
    public Guid OrganizationId { get; init; }

    /// <summary>Version 7, so the newest has the greatest.</summary>
    public Guid Id { get; init; }

    public DateTimeOffset CheckedAt { get; init; }

    /// <summary>How many entries were looked at.</summary>
    public long Size { get; init; }

    /// <summary>What is wrong, the first first; empty where all is well.</summary>
    public required string[] Findings { get; init; }

    public bool IsGood => Findings.Length == 0;
}
