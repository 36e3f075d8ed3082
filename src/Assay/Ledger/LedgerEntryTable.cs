using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Ledger;

internal sealed class LedgerEntryTable : IEntityTypeConfiguration<LedgerEntry>
{
    public void Configure(EntityTypeBuilder<LedgerEntry> builder)
    {
        builder.HasKey(e => new { e.OrganizationId, e.EntryId });
        builder.Ignore(e => e.Body);
        builder.HasOne(e => e.Pending).WithOne().HasForeignKey<PendingEntry>(p => new { p.OrganizationId, p.EntryId });
    }
}

internal sealed class PendingEntryTable : IEntityTypeConfiguration<PendingEntry>
{
    public void Configure(EntityTypeBuilder<PendingEntry> builder) => builder.ToTable("ledger_pending").HasKey(e => new { e.OrganizationId, e.EntryId });
}
