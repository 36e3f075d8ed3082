namespace Assay.Identity;

/// <summary>A row that is read beside accounts and memberships, by the role that reads those. Each query names the organisation itself.</summary>
public interface IIdentityRow
{
    Guid OrganizationId { get; }
}
