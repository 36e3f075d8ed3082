using System.Security.Cryptography;

namespace Assay.Organizations;

/// <summary>What is left of an organisation that was deleted: that it was, by whom, why, and how much. It belongs to no organisation any more.</summary>
public sealed class DeletionReceipt
{
    public const int LongestReason = 500;

    private DeletionReceipt()
    {
    }

    public DeletionReceipt(Guid organization, string name, Guid by, string reason, TimeProvider clock, string counts, long entries, string digest) =>
        (Id, DeletedOrganization, Name, DeletedAt, DeletedBy, Reason, Counts, LedgerEntries, LedgerDigest) =
        (new(RandomNumberGenerator.GetBytes(16)), organization, name, clock.GetUtcNow(), by, reason, counts, entries, digest);

    /// <summary>By chance alone, because whoever names it may read it: its owner can sign in nowhere any more.</summary>
    public Guid Id { get; private init; }

    public Guid DeletedOrganization { get; private init; }

    public string Name { get; private init; } = "";

    public DateTimeOffset DeletedAt { get; private init; }

    /// <summary>An opaque id; the account is gone unless the person belongs to another organisation.</summary>
    public Guid DeletedBy { get; private init; }

    public string Reason { get; private init; } = "";

    /// <summary>Rows removed, by table, as JSON.</summary>
    public string Counts { get; private init; } = "";

    public long LedgerEntries { get; private init; }

    /// <summary>SHA-256 of the ledger as an export writes it, so that an archive kept outside can be told from an altered one.</summary>
    public string LedgerDigest { get; private init; } = "";
}
