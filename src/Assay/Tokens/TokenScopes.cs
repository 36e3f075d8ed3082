namespace Assay.Tokens;

/// <summary>What a token may be limited to: what a service account may do at all, and so never an approval.</summary>
internal static class TokenScopes
{
    /// <summary>Every token may ask who it is; that is no choice.</summary>
    public const Permission Always = Permission.SeeOneself;

    public static IReadOnlyList<Permission> All { get; } =
        [.. Enum.GetValues<Permission>().Where(p => p is not Always && Grants.Allow(Role.ServiceAccount, p))];

    /// <summary>A permission as it reads after "may": "read the programme".</summary>
    public static string Words(Permission permission) => permission switch
    {
        Permission.ReadLibrary => "read the library",
        Permission.ReadProgramme => "read the programme: scope, gaps, controls, policies, calendar",
        Permission.ReadMachineLearning => "read datasets, pipelines, models and what was measured of them",
        Permission.ReadEvidence => "read evidence",
        Permission.ReadLedger => "read the ledger and its proofs",
        Permission.EditPeople => "keep the people register",
        Permission.EditAccess => "keep systems and accounts",
        Permission.EditDatasets => "register datasets",
        Permission.EditPipelines => "register pipelines and propose their definitions",
        Permission.SendLineage => "send lineage",
        Permission.EditModels => "register models and versions",
        Permission.PromoteModels => "ask for the promotion of a version",
        Permission.RecordMeasurements => "record measurements",
        Permission.AddEvidence => "add evidence",
        Permission.ProvisionPeople => "provision people (SCIM)",
        _ => string.Concat(permission.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}")),
    };
}
