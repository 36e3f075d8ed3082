using Assay.People;
using Microsoft.EntityFrameworkCore;

namespace Assay.Access;

/// <summary>Who can sign in where, as the systems themselves list it.</summary>
public sealed class AccountsRegister(TimeProvider clock) : Register<Account>
{
    public override RegisterWords Words { get; } = new(
        "access/accounts", "account", "Accounts", "account", "accounts",
        "Who can sign in where. Export it from each system and import it here; people are matched by e-mail.",
        "Compared with the people register, this list shows leavers who can still come in, accounts of nobody and shared ones, before an auditor does.")
    {
        Above = [("Access reviews", "/access")],
    };

    public override Permission Reading => Permission.ReadPeople;

    public override Permission Editing => Permission.EditAccess;

    public override IReadOnlyList<Column<Account>> Columns { get; } =
    [
        new TextColumn<Account>("account", "Account", a => a.Name, 254) { Required = true, IsKey = true, Aliases = ["user name", "login", "user", "name"], Help = "As the system lists it." },
        new TextColumn<Account>("system", "System", a => a.System, 120) { Required = true, IsKey = true, Aliases = ["application", "app"], Help = "One that is not in the register yet is added to it." },
        new EmailColumn<Account>("person_email", "Person's e-mail", a => a.PersonEmail)
        {
            IsKey = true, Aliases = ["person", "email", "mail", "owner"],
            Help = "Who uses it. For a technical account, who answers for it. An account that several people use is one row for each.",
        },
        new YesNoColumn<Account>("privileged", "Privileged", a => a.Privileged) { Required = true, Aliases = ["admin", "is admin"], Help = "Can change access, production, models or customer data." },
        new ChoiceColumn<Account, MfaState>("mfa", "Second factor", a => a.Mfa)
        {
            IsStatus = true, WhenEmpty = MfaState.Unknown, Aliases = ["mfa enabled", "2fa", "two factor"],
            Spellings = new Dictionary<string, MfaState> { ["yes"] = MfaState.On, ["true"] = MfaState.On, ["enabled"] = MfaState.On, ["no"] = MfaState.Off, ["false"] = MfaState.Off, ["disabled"] = MfaState.Off },
        },
        new DateColumn<Account>("last_used_on", "Last used", a => a.LastUsedOn) { Aliases = ["last used", "last login", "last active"] },
        new ChoiceColumn<Account, AccountStatus>("status", "Status", a => a.Status)
        {
            IsStatus = true, Required = true, Aliases = ["state"],
            Spellings = new Dictionary<string, AccountStatus> { ["enabled"] = AccountStatus.Active, ["suspended"] = AccountStatus.Disabled, ["inactive"] = AccountStatus.Disabled, ["deactivated"] = AccountStatus.Disabled },
        },
    ];

    public override IReadOnlyList<RegisterView<Account>> Views { get; } =
    [
        new("active", "Active", (accounts, _) => accounts.Where(a => a.Status == AccountStatus.Active)),
        new("privileged", "Active and privileged", (accounts, _) => accounts.Where(a => a.Privileged && a.Status == AccountStatus.Active)),
        new("privileged-without-mfa", "Privileged without a second factor", (accounts, _) => accounts.Where(a => a.Privileged && a.Mfa != MfaState.On && a.Status == AccountStatus.Active), "bad"),
        new("dormant", "Active, not used for 90 days", (accounts, today) => accounts.Where(a => a.Status == AccountStatus.Active && a.LastUsedOn < today.AddDays(-90))),
    ];

    public override string NameOf(Account row) => $"{row.Name} in {row.System}";

    public override IEnumerable<FormError> Refuse(Account row)
    {
        if (row.LastUsedOn > clock.Today.AddDays(1)) yield return new("last_used_on", "Last used lies in the future.");
    }

    /// <summary>A list of accounts may name systems that nobody registered yet; they are registered with it.</summary>
    public override async Task PrepareAsync(AssayDb db, Actor actor, IReadOnlyCollection<Account> rows, CancellationToken stop)
    {
        var names = rows.Select(r => r.System).Distinct().ToList();
        var known = await db.Set<InformationSystem>().Where(s => names.Contains(s.Name)).Select(s => s.Name).ToListAsync(stop);

        foreach (var name in names.Except(known))
        {
            var id = Guid.CreateVersion7(clock.GetUtcNow());

            // At once, because the accounts refer to it; and only where a second import did not do so in this moment.
            var added = await db.Database.ExecuteSqlAsync($"""
                insert into information_system (organization_id, id, version, name, purpose, owner_email, customer_data)
                values ({db.Organization.Value}, {id}, 0, {name}, '', '', false)
                on conflict (organization_id, name) do nothing
                """, stop);

            if (added == 1) db.Record(actor, "system.added", $"system/{id:n}", new RowChange { Others = ["name"] });
        }
    }

    public override async Task<IReadOnlyList<LinkedPanel.Link>> LinkedAsync(AssayDb db, Account row, DateOnly today, CancellationToken stop)
    {
        var person = await db.Set<Person>().AsNoTracking().FirstOrDefaultAsync(p => p.Email == row.PersonEmail, stop);
        var system = await db.Set<InformationSystem>().AsNoTracking().FirstAsync(s => s.Name == row.System, stop);

        return
        [
            new("System", system.Name, $"/access/systems/{system.Id}"),
            .. person is null ? [] : new[] { new LinkedPanel.Link("Person", person.Name, $"/people/{person.Id}", person.StatusOn(today)) },
        ];
    }
}
