namespace Assay.Organizations;

/// <summary>A role asked for with a reason and for a time, and what another person decided.</summary>
public sealed class Elevation
{
    public const int ShortestMinutes = 15;
    public const int LongestMinutes = 1440;
    public const int LongestReason = 500;

    /// <summary>Those that one may have for a time; the rest carry no power worth elevating to.</summary>
    public static IReadOnlyList<Role> Roles { get; } = [Role.Owner, Role.ComplianceManager, Role.ControlOwner, Role.Approver];

    public required Guid OrganizationId { get; init; }

    public required Guid Id { get; init; }

    public required Guid UserId { get; init; }

    public required Role Role { get; init; }

    public required int Minutes { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>Never <see cref="UserId"/>; the database refuses it too.</summary>
    public Guid? DecidedBy { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public bool? Approved { get; private set; }

    public DateTimeOffset? EndsAt => Approved is true ? DecidedAt?.AddMinutes(Minutes) : null;

    public void Decide(Guid by, bool approved, DateTimeOffset at) => (DecidedBy, Approved, DecidedAt) = (by, approved, at);
}
