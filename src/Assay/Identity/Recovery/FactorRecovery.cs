namespace Assay.Identity;

/// <summary>That somebody lost their second factor, and who stood for them.</summary>
/// <remarks>The three are different people; the database refuses anything else.</remarks>
public sealed class FactorRecovery
{
    public const int LongestReason = 300;

    /// <summary>A request that nobody took up lapses.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(3);

    private FactorRecovery()
    {
    }

    public FactorRecovery(OrganizationId organization, Guid userId, string reason, DateTimeOffset now) =>
        (OrganizationId, Id, UserId, Reason, AskedAt) = (organization.Value, Guid.CreateVersion7(now), userId, reason.Trim(), now);

    public Guid OrganizationId { get; private init; }

    public Guid Id { get; private init; }

    public Guid UserId { get; private init; }

    public string Reason { get; private init; } = "";

    public DateTimeOffset AskedAt { get; private init; }

    public Guid? VouchedBy { get; private set; }

    public DateTimeOffset? VouchedAt { get; private set; }

    public Guid? ConfirmedBy { get; private set; }

    public DateTimeOffset? ConfirmedAt { get; private set; }

    /// <summary>Whoever refused it, or its owner, where a newer one took its place.</summary>
    public Guid? ClosedBy { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    public bool IsOpen(DateTimeOffset now) => ConfirmedAt is null && ClosedAt is null && now < AskedAt + Lifetime;

    /// <summary>How the ledger names it.</summary>
    public string Subject => $"factor_recovery/{Id:n}";

    public void Vouch(Guid by, DateTimeOffset now) => (VouchedBy, VouchedAt) = (by, now);

    public void Confirm(Guid by, DateTimeOffset now) => (ConfirmedBy, ConfirmedAt) = (by, now);

    public void Close(Guid by, DateTimeOffset now) => (ClosedBy, ClosedAt) = (by, now);
}
