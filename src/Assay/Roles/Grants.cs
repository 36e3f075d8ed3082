using System.Collections.Frozen;
using static Assay.Roles.Role;

namespace Assay.Roles;

/// <summary>Which role may do what. What is not listed here nobody may.</summary>
/// <remarks>The table in <c>docs/reference/permissions.md</c> is written from it, and a test walks every door with every role.</remarks>
public static class Grants
{
    private static readonly Role[] _staff = [Owner, ComplianceManager, ControlOwner, Contributor, Approver];
    private static readonly Role[] _readers = [.. _staff, Auditor, Executive, ServiceAccount];
    private static readonly Role[] _managers = [Owner, ComplianceManager];
    private static readonly Role[] _writers = [Owner, ComplianceManager, ControlOwner];
    private static readonly Role[] _workers = [Owner, ComplianceManager, ControlOwner, Contributor, ServiceAccount];
    private static readonly Role[] _approvers = [Owner, ComplianceManager, Approver];
    private static readonly Role[] _everybody = [.. _staff, Employee, Auditor, Executive];

    private static readonly FrozenDictionary<Permission, Role[]> _table = new Dictionary<Permission, Role[]>
    {
        [Permission.ReadLibrary] = [.. _readers, Employee],
        [Permission.ReadProgramme] = _readers,
        [Permission.ReadPeople] = [Owner, ComplianceManager, ControlOwner, Approver, Auditor],
        [Permission.ReadMachineLearning] = _readers,
        [Permission.ReadEvidence] = [.. _staff, Auditor, ServiceAccount],
        [Permission.ReadLedger] = [Owner, ComplianceManager, ControlOwner, Approver, Auditor, ServiceAccount],
        [Permission.ReadSecurity] = [Owner, ComplianceManager, Auditor],

        [Permission.AnswerInterview] = _staff,
        [Permission.DecideScope] = _managers,
        [Permission.EditGaps] = _writers,
        [Permission.EditPlan] = _managers,
        [Permission.EditControls] = _writers,
        [Permission.WritePolicies] = _writers,
        [Permission.ApprovePolicies] = _approvers,
        [Permission.CompleteDuties] = [Owner, ComplianceManager, ControlOwner, Contributor],
        [Permission.EditPeople] = [Owner, ComplianceManager, ServiceAccount],
        [Permission.EditAccess] = [.. _writers, ServiceAccount],

        [Permission.EditDatasets] = _workers,
        [Permission.ApproveDatasets] = _approvers,
        [Permission.SendLineage] = _workers,
        [Permission.EditModels] = _workers,
        [Permission.ReviewModels] = [.. _approvers, ControlOwner, Contributor],
        [Permission.SignOffModels] = _approvers,
        [Permission.PromoteModels] = _workers,
        [Permission.BypassGate] = _managers,
        [Permission.EditGateRules] = _writers,
        [Permission.ApproveGateRules] = _approvers,
        [Permission.RecordMeasurements] = _workers,

        [Permission.AddEvidence] = _workers,
        [Permission.ReviewEvidence] = _approvers,
        [Permission.ExportEvidence] = [.. _managers, Auditor],
        [Permission.EditLedgerKeys] = [Owner],
        [Permission.EraseSubjects] = [Owner],

        [Permission.SeeOneself] = [.. _everybody, ServiceAccount],
        [Permission.UseOwnAccount] = _everybody,
        [Permission.RequestElevation] = _staff,
        [Permission.ApproveElevation] = _managers,
        [Permission.ManageMembers] = _managers,
        [Permission.RecoverFactors] = _managers,
        [Permission.ManageTokens] = _managers,
        [Permission.ManageSignOn] = [Owner],
        [Permission.ProvisionPeople] = [Owner, ServiceAccount],
        [Permission.ManageSettings] = _managers,
        [Permission.ExportOrganization] = [Owner],
        [Permission.DeleteOrganization] = [Owner],
    }.ToFrozenDictionary();

    public static bool Allow(Role role, Permission permission) => _table.TryGetValue(permission, out var roles) && roles.Contains(role);

    public static IReadOnlyList<Role> RolesOf(Permission permission) => _table.GetValueOrDefault(permission, []);
}
