namespace Assay.Ledger;

/// <summary>A checkpoint as it was signed.</summary>
internal sealed class SignedCheckpoint : ITenantRow
{
    public Guid OrganizationId { get; init; }

    public long Size { get; init; }

    public required string Note { get; init; }

    public DateTimeOffset SignedAt { get; init; }

    /// <summary>Null until every place that is configured has it.</summary>
    public DateTimeOffset? PublishedAt { get; set; }

    /// <summary>What an RFC 3161 authority answered.</summary>
    public byte[]? TimestampToken { get; set; }

    /// <exception cref="LedgerDamagedException">The note is not one.</exception>
    public Checkpoint Read() => SignedNote.TryParse(Note, out var note) && Checkpoint.TryParse(note.Text, out var read) && read.Size == Size
        ? read
        : throw new LedgerDamagedException($"The checkpoint of size {Size} is not what was signed.");
}
