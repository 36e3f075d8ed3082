namespace Assay.Roles;

/// <summary>How pages speak of roles.</summary>
public static class RoleWords
{
    public static string Of(Role role) => role switch
    {
        Role.ComplianceManager => "compliance manager",
        Role.ControlOwner => "control owner",
        Role.ServiceAccount => "service account",
        _ => role.ToString().ToLowerInvariant(),
    };

    /// <summary>What the role is for, in a sentence that helps to choose it.</summary>
    public static string Purpose(Role role) => role switch
    {
        Role.Owner => "Answers for the organisation here: everything, with whom it is shared.",
        Role.ComplianceManager => "Runs the programme, manages members, approves.",
        Role.ControlOwner => "Answers for controls and keeps their evidence coming.",
        Role.Contributor => "Does the daily work: data, models, evidence, answers.",
        Role.Approver => "Is the second person: approves what others wrote.",
        Role.Employee => "Reads and acknowledges what concerns everybody.",
        Role.Auditor => "From outside, until a date: reads and samples, changes nothing.",
        Role.Executive => "Reads how the programme stands.",
        _ => "A program with a token. It proposes and records, never approves.",
    };

    /// <summary>Who may, as it reads after "is for".</summary>
    public static string Of(Permission permission) => Grants.RolesOf(permission).Select(Of).ToList() switch
    {
        [] => "nobody",
        [var one] => $"the {one}",
        [.. var some, var last] => $"{string.Join(", ", some)} or {last}",
    };
}
