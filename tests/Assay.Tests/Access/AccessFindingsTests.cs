using Assay.Access;
using Assay.People;

namespace Assay.Tests.Access;

public sealed class AccessFindingsTests
{
    private static readonly DateOnly _today = new(2026, 3, 2);

    [Theory]
    [InlineData("2026-03-01", true)]
    [InlineData("2026-03-02", false)]          // the last day is a working day
    [InlineData("2026-03-03", false)]
    [InlineData(null, false)]
    public void A_leaver_with_a_live_account_is_found_from_the_day_after_the_last(string? lastDay, bool found)
    {
        var person = new Person { Name = "Grace", Email = "g@example.com", EndsOn = lastDay is null ? null : DateOnly.Parse(lastDay) };

        var findings = AccessFindings.Of([person], [Account(person: "g@example.com")], _today);

        Assert.Equal(found, findings.Any(f => f.Kind is AccessFindingKind.LeaverWithLiveAccount));
    }

    [Fact]
    public void A_disabled_account_harms_nobody() =>
        Assert.Empty(AccessFindings.Of([], [Account(person: "", status: AccountStatus.Disabled, privileged: true)], _today));

    [Theory]
    [InlineData(MfaState.On, false)]
    [InlineData(MfaState.Off, true)]
    [InlineData(MfaState.Unknown, true)]       // what is not known is not a yes
    public void A_privileged_account_must_be_known_to_ask_for_a_second_factor(MfaState mfa, bool found) =>
        Assert.Equal(found, Kinds([Account(privileged: true, mfa: mfa)]).Contains(AccessFindingKind.PrivilegedWithoutMfa));

    [Fact]
    public void An_account_that_two_people_use_is_shared() =>
        Assert.Equal(2, Kinds([Account("labelling", "ada@example.com"), Account("labelling", "bo@example.com")]).Count(k => k is AccessFindingKind.SharedAccount));

    [Theory]
    [InlineData("root", AccessFindingKind.SharedAccount)]
    [InlineData("admin@prod", AccessFindingKind.SharedAccount)]
    [InlineData("j.doe", AccessFindingKind.AccountOfNobody)]
    public void An_account_without_a_person_is_shared_or_nobodys(string name, AccessFindingKind expected) =>
        Assert.Equal([expected], Kinds([Account(name, "")]));

    [Fact]
    public void An_account_of_somebody_unknown_is_nobodys() =>
        Assert.Equal([AccessFindingKind.AccountOfNobody], Kinds([Account(person: "ghost@example.com")]));

    private static IEnumerable<AccessFindingKind> Kinds(Account[] accounts) => AccessFindings.Of(
        [new() { Name = "Ada", Email = "ada@example.com" }, new() { Name = "Bo", Email = "bo@example.com" }], accounts, _today).Select(f => f.Kind);

    private static Account Account(string name = "ada", string person = "ada@example.com", bool privileged = false, MfaState mfa = MfaState.On, AccountStatus status = AccountStatus.Active) =>
        new() { System = "GitHub", Name = name, PersonEmail = person, Privileged = privileged, Mfa = mfa, Status = status };
}
