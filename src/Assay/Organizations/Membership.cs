namespace Assay.Organizations;

/// <summary>That a person belongs to an organisation, and as what.</summary>
public sealed class Membership
{
    private Membership()
    {
    }

    public Membership(OrganizationId organization, Guid userId, MemberRole role, DateTimeOffset since) =>
        (OrganizationId, UserId, Role, Since) = (organization.Value, userId, role, since);

    public Guid OrganizationId { get; private init; }

    public Guid UserId { get; private init; }

    public MemberRole Role { get; private set; }

    public DateTimeOffset Since { get; private init; }
}
