namespace Assay.Organizations;

/// <summary>What a person is to an organisation.</summary>
public enum MemberRole
{
    Member,
    Owner,
}
