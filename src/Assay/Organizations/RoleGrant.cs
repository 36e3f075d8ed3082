namespace Assay.Organizations;

/// <summary>How somebody came by a role.</summary>
public enum GrantSource
{
    /// <summary>Set the organisation up, or was in it before there were roles.</summary>
    Founder,

    /// <summary>Given by a manager, at an invitation or later.</summary>
    Manager,

    /// <summary>For a time, asked for with a reason and approved by another.</summary>
    Elevation,

    /// <summary>From the company's directory, by group.</summary>
    Directory,
}

/// <summary>A role that a member has, and until when.</summary>
/// <remarks>Nobody gives themselves a role; the database refuses it too.</remarks>
public sealed class RoleGrant
{
    private RoleGrant()
    {
    }

    public RoleGrant(OrganizationId organization, Guid userId, Role role, GrantSource source, Guid? grantedBy, DateTimeOffset since, DateTimeOffset? until = null) =>
        (OrganizationId, UserId, Role, Source, GrantedBy, Since, Until) = (organization.Value, userId, role, source, grantedBy, since, until);

    public Guid OrganizationId { get; private init; }

    public Guid UserId { get; private init; }

    public Role Role { get; private init; }

    public GrantSource Source { get; private init; }

    /// <summary>Null where a directory or the founding gave it.</summary>
    public Guid? GrantedBy { get; private init; }

    public DateTimeOffset Since { get; private init; }

    public DateTimeOffset? Until { get; private init; }

    public bool IsLive(DateTimeOffset now) => Until is null || Until > now;
}
