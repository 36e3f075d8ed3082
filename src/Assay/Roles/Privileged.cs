namespace Assay.Roles;

/// <summary>Roles whose holders can do lasting harm: they decide, approve, or let others in. They need a second factor, always.</summary>
public static class Privileged
{
    public static IReadOnlyList<Role> Roles { get; } = [Role.Owner, Role.ComplianceManager, Role.Approver];
}
