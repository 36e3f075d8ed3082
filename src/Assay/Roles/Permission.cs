namespace Assay.Roles;

/// <summary>What one may be allowed to do here. Who is, stands in <see cref="Grants"/>.</summary>
public enum Permission
{
    // reading
    ReadLibrary,
    ReadProgramme,
    ReadPeople,
    ReadMachineLearning,
    ReadEvidence,
    ReadLedger,
    ReadSecurity,

    // readiness and programme
    AnswerInterview,
    DecideScope,
    EditGaps,
    EditPlan,
    EditControls,
    WritePolicies,
    ApprovePolicies,
    CompleteDuties,
    EditPeople,
    EditAccess,

    // machine learning
    EditDatasets,
    ApproveDatasets,
    SendLineage,
    EditModels,
    ReviewModels,
    SignOffModels,
    PromoteModels,
    BypassGate,
    EditGateRules,
    ApproveGateRules,
    RecordMeasurements,

    // assurance
    AddEvidence,
    ReviewEvidence,
    ExportEvidence,
    EditLedgerKeys,
    EraseSubjects,

    // the house itself
    SeeOneself,
    UseOwnAccount,
    RequestElevation,
    ApproveElevation,
    ManageMembers,
    RecoverFactors,
    ManageTokens,
    ManageSignOn,
    ProvisionPeople,
    ManageSettings,
    ExportOrganization,
    DeleteOrganization,
}
