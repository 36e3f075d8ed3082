namespace Assay.Organizations;

/// <summary>A link that makes whoever opens it a member, with the roles that a manager chose.</summary>
public sealed class Invitation
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    public required Guid OrganizationId { get; init; }

    public required Guid Id { get; init; }

    public required string Email { get; init; }

    public required IReadOnlyList<Role> Roles { get; init; }

    /// <summary>When the roles end; always set for an auditor.</summary>
    public DateTimeOffset? RoleUntil { get; init; }

    public required Guid InvitedBy { get; init; }

    public required DateTimeOffset InvitedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required byte[] SecretHash { get; init; }

    public DateTimeOffset? AcceptedAt { get; private set; }

    public Guid? AcceptedBy { get; private set; }

    public DateTimeOffset? WithdrawnAt { get; private set; }

    public bool IsOpen(DateTimeOffset now) => AcceptedAt is null && WithdrawnAt is null && now < ExpiresAt;

    public void Accept(Guid by, DateTimeOffset at) => (AcceptedBy, AcceptedAt) = (by, at);

    public void Withdraw(DateTimeOffset at) => WithdrawnAt ??= at;
}
