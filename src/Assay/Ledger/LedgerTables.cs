using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Ledger;

internal sealed class LogKeyTable : IEntityTypeConfiguration<LogKey>
{
    public void Configure(EntityTypeBuilder<LogKey> builder) => builder.ToTable("ledger_key").HasKey(k => k.Number);
}

internal sealed class EntryPositionTable : IEntityTypeConfiguration<EntryPosition>
{
    public void Configure(EntityTypeBuilder<EntryPosition> builder) => builder.ToTable("ledger_position").HasKey(p => p.Sequence);
}

internal sealed class LedgerTileTable : IEntityTypeConfiguration<LedgerTile>
{
    public void Configure(EntityTypeBuilder<LedgerTile> builder) => builder.ToTable("ledger_tile").HasKey(t => new { t.Level, t.Number });
}

internal sealed class SignedCheckpointTable : IEntityTypeConfiguration<SignedCheckpoint>
{
    public void Configure(EntityTypeBuilder<SignedCheckpoint> builder) => builder.ToTable("ledger_checkpoint").HasKey(c => c.Size);
}

internal sealed class LedgerCheckTable : IEntityTypeConfiguration<LedgerCheck>
{
    public void Configure(EntityTypeBuilder<LedgerCheck> builder) => builder.ToTable("ledger_check").HasKey(c => c.Id);
}

internal sealed class SubjectKeyTable : IEntityTypeConfiguration<SubjectKey>
{
    public void Configure(EntityTypeBuilder<SubjectKey> builder) => builder.ToTable("subject_key").HasKey(k => k.Subject);
}
