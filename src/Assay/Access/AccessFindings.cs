using Assay.People;

namespace Assay.Access;

/// <summary>What is wrong with who can sign in where, as an access review would find it.</summary>
/// <remarks>
/// A pure function of the two registers and the day. Disabled accounts harm nobody and are left out.
/// A person counts as a leaver from the day after their last day.
/// </remarks>
public static class AccessFindings
{
    /// <summary>Names under which accounts are passed around.</summary>
    private static readonly HashSet<string> _sharedNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "admin", "administrator", "root", "shared", "team", "ops", "support", "info", "service", "test", "guest", "user", "dev", "developer", "ml", "data", "deploy", "ci", "bot",
    };

    public static IReadOnlyList<AccessFinding> Of(IEnumerable<Person> people, IEnumerable<Account> accounts, DateOnly today)
    {
        var byEmail = people.ToDictionary(p => p.Email);
        var active = accounts.Where(a => a.IsActive).ToList();
        var users = active.Where(a => a.PersonEmail is not "").GroupBy(a => (a.System, a.Name)).ToDictionary(g => g.Key, g => g.Count());

        var findings =
            from account in active
            let person = byEmail.GetValueOrDefault(account.PersonEmail)
            let usedBy = users.GetValueOrDefault((account.System, account.Name))
            from kind in KindsOf(account, person, usedBy, today)
            select new AccessFinding(kind, account, person);

        return [.. findings.OrderBy(f => f.Kind).ThenBy(f => f.Account.System, StringComparer.Ordinal).ThenBy(f => f.Account.Name, StringComparer.Ordinal)];
    }

    private static IEnumerable<AccessFindingKind> KindsOf(Account account, Person? person, int usedBy, DateOnly today)
    {
        var looksShared = person is null && _sharedNames.Contains(account.Name.Split('@')[0]);

        if (person?.HasLeft(today) is true) yield return AccessFindingKind.LeaverWithLiveAccount;
        if (account.Privileged && account.Mfa is not MfaState.On) yield return AccessFindingKind.PrivilegedWithoutMfa;
        if (usedBy > 1 || looksShared) yield return AccessFindingKind.SharedAccount;
        if (person is null && !looksShared) yield return AccessFindingKind.AccountOfNobody;
    }
}

/// <summary>Worst first.</summary>
public enum AccessFindingKind
{
    LeaverWithLiveAccount,
    PrivilegedWithoutMfa,
    SharedAccount,
    AccountOfNobody,
}

/// <param name="Person">Whose account it is, where the people register knows.</param>
public sealed record AccessFinding(AccessFindingKind Kind, Account Account, Person? Person)
{
    /// <summary>What was found, in a sentence that somebody outside security understands.</summary>
    public string Sentence => Kind switch
    {
        AccessFindingKind.LeaverWithLiveAccount =>
            $"{Person!.Name} left on {Person.EndsOn:yyyy-MM-dd}; the account '{Account.Name}' in {Account.System} is still active.",
        AccessFindingKind.PrivilegedWithoutMfa when Account.Mfa is MfaState.Unknown =>
            $"'{Account.Name}' in {Account.System} is privileged, and it is not known whether it asks for a second factor.",
        AccessFindingKind.PrivilegedWithoutMfa => $"'{Account.Name}' in {Account.System} is privileged and asks for no second factor.",
        AccessFindingKind.SharedAccount when Account.PersonEmail is "" => $"'{Account.Name}' in {Account.System} names no person and looks shared.",
        AccessFindingKind.SharedAccount => $"'{Account.Name}' in {Account.System} is used by more than one person, among them {Account.PersonEmail}.",
        _ when Account.PersonEmail is "" => $"Nobody is named for '{Account.Name}' in {Account.System}.",
        _ => $"'{Account.Name}' in {Account.System} belongs to {Account.PersonEmail}, who is not in the people register.",
    };
}
