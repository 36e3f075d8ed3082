namespace Assay.Ledger;

/// <summary>A key with which an organisation's log is signed, or was.</summary>
internal sealed class LogKey : ITenantRow
{
    public Guid OrganizationId { get; init; }

    /// <summary>1 for the first.</summary>
    public int Number { get; init; }

    /// <summary>The public half, as C2SP tools take it.</summary>
    public required string Verifier { get; init; }

    /// <summary>The private half under Data Protection; destroyed once the next key has taken over.</summary>
    public byte[]? Sealed { get; set; }

    /// <summary>The note by which the key before named this one.</summary>
    public string? Succession { get; init; }

    public DateTimeOffset Since { get; init; }
}
