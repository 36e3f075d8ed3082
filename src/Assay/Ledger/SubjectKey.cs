namespace Assay.Ledger;

/// <summary>The key under which words about one subject are sealed.</summary>
[Untold("It is made beside the entry that it seals; its destruction is told.")]
internal sealed class SubjectKey : ITenantRow
{
    public Guid OrganizationId { get; init; }

    public required string Subject { get; init; }

    /// <summary>The key under Data Protection; gone once it was destroyed.</summary>
    public byte[]? Sealed { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DestroyedAt { get; set; }
}
