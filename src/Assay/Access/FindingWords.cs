namespace Assay.Access;

/// <summary>How each kind of finding is spoken of: its name, why it matters, and what mends it.</summary>
public sealed record FindingWords(string Title, string Why, string Remedy)
{
    public static FindingWords Of(AccessFindingKind kind) => kind switch
    {
        AccessFindingKind.LeaverWithLiveAccount => new(
            "Leavers with a live account",
            "Whoever has left must not be able to come back in. An auditor compares your leavers with every system; one such account is an exception.",
            "Disable the account now, note when it was last used, and import the list again."),
        AccessFindingKind.PrivilegedWithoutMfa => new(
            "Privileged accounts without a second factor",
            "A stolen password alone would open production, models or customer data.",
            "Turn on a second factor, or take the privilege away."),
        AccessFindingKind.SharedAccount => new(
            "Shared accounts",
            "What a shared account did cannot be traced to a person, so logs and approvals prove nothing.",
            "Give each person an account of their own and disable this one."),
        _ => new(
            "Accounts of nobody",
            "An account without a person is reviewed by nobody and disabled by nobody.",
            "Name the person, add them to the people register, or disable the account."),
    };
}
