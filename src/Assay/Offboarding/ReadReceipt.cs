using System.Text.Json;
using Assay.Identity;
using Assay.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Assay.Offboarding;

/// <summary>Finds the receipt of a deletion by the id that only its owner was told.</summary>
public sealed class ReadReceipt(IdentityDb db)
{
    /// <summary>What its owner keeps. Who deleted it stays with the installation.</summary>
    public sealed record View(Guid Receipt, Guid Organization, string Name, DateTimeOffset DeletedAt, string Reason, IReadOnlyDictionary<string, long> Rows, long LedgerEntries, string LedgerSha256)
    {
        public static View Of(DeletionReceipt r) => new(r.Id, r.DeletedOrganization, r.Name, r.DeletedAt, r.Reason,
            JsonSerializer.Deserialize<SortedDictionary<string, long>>(r.Counts)!, r.LedgerEntries, r.LedgerDigest);
    }

    public async Task<View?> RunAsync(Guid id, CancellationToken stop) =>
        await db.DeletionReceipts.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, stop) is { } receipt ? View.Of(receipt) : null;
}
