using Microsoft.EntityFrameworkCore;

namespace Assay.Access;

/// <summary>What people sign in to.</summary>
public sealed class SystemsRegister : Register<InformationSystem>
{
    public override RegisterWords Words { get; } = new(
        "access/systems", "system", "Systems", "system", "systems",
        "Everything that people sign in to, with the person who answers for who may.",
        "Access controls are tested system by system. One that is missing here is one that nobody reviews.")
    {
        Above = [("Access reviews", "/access")],
    };

    public override Permission Reading => Permission.ReadPeople;

    public override Permission Editing => Permission.EditAccess;

    public override IReadOnlyList<Column<InformationSystem>> Columns { get; } =
    [
        new TextColumn<InformationSystem>("name", "Name", s => s.Name, 120) { Required = true, IsKey = true, Aliases = ["system"], Help = "As the account lists name it, such as 'GitHub'." },
        new TextColumn<InformationSystem>("purpose", "Used for", s => s.Purpose, 300),
        new EmailColumn<InformationSystem>("owner_email", "Owner's e-mail", s => s.OwnerEmail) { Aliases = ["owner"], Help = "Who reviews its accounts." },
        new YesNoColumn<InformationSystem>("customer_data", "Holds customer data", s => s.CustomerData) { Required = true, Help = "Prompts, uploads, training data and logs count." },
    ];

    public override IReadOnlyList<RegisterView<InformationSystem>> Views { get; } =
    [
        new("customer-data", "Hold customer data", (systems, _) => systems.Where(s => s.CustomerData)),
        new("without-owner", "Without an owner", (systems, _) => systems.Where(s => s.OwnerEmail == ""), "bad"),
    ];

    public override async Task<IReadOnlyList<LinkedPanel.Link>> LinkedAsync(AssayDb db, InformationSystem row, DateOnly today, CancellationToken stop)
    {
        var accounts = await db.Set<Account>().AsNoTracking().Where(a => a.System == row.Name).OrderBy(a => a.Name).Take(50).ToListAsync(stop);
        return [.. accounts.Select(a => new LinkedPanel.Link("Accounts", a.Name, $"/access/accounts/{a.Id}", a.Status.ToString()))];
    }
}
