using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Registers;

/// <summary>A file between its dry run and the confirmation. Kept in the database, so that any process may confirm it.</summary>
[Untold("It waits for its confirmation; what it brings is told then.")]
public sealed class ImportFile : ITenantRow
{
    /// <summary>A file that nobody confirms is forgotten after this long.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    public Guid OrganizationId { get; init; }

    public Guid Id { get; init; }

    /// <summary>The path of the register that it is meant for.</summary>
    public required string Register { get; init; }

    public required string FileName { get; init; }

    public required byte[] Content { get; init; }

    public Guid UploadedBy { get; init; }

    public DateTimeOffset UploadedAt { get; init; }
}

internal sealed class ImportFileTable : IEntityTypeConfiguration<ImportFile>
{
    public void Configure(EntityTypeBuilder<ImportFile> builder) => builder.ToTable("import_file").HasKey(f => new { f.OrganizationId, f.Id });
}
