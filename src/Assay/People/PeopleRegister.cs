using Microsoft.EntityFrameworkCore;

namespace Assay.People;

/// <summary>Who works here, since when and until when: the population behind joining, leaving, training and access controls.</summary>
public sealed class PeopleRegister(TimeProvider clock) : Register<Person>
{
    public override RegisterWords Words { get; } = new(
        "people", "person", "People", "person", "people",
        "Everybody who works for you or did, with the day they joined and the day they left.",
        "An auditor draws joiners and leavers from this list and asks what happened to each: screening, training, access given, access taken. Import it from your payroll or HR tool.");

    public override Permission Reading => Permission.ReadPeople;

    public override Permission Editing => Permission.EditPeople;

    public override IReadOnlyList<Column<Person>> Columns { get; } =
    [
        new TextColumn<Person>("name", "Name", p => p.Name, 120) { Required = true, Aliases = ["full name", "employee name", "display name"] },
        new EmailColumn<Person>("email", "E-mail", p => p.Email)
        {
            Required = true, IsKey = true, Aliases = ["mail", "work email", "email address"],
            Help = "The address at work. Accounts are matched to people by it.",
        },
        new TextColumn<Person>("team", "Team", p => p.Team, 120) { Aliases = ["department"] },
        new TextColumn<Person>("title", "Role", p => p.Title, 120) { Aliases = ["job title", "position"], Help = "What they do, such as 'ML engineer'." },
        new EmailColumn<Person>("manager_email", "Manager's e-mail", p => p.ManagerEmail)
        {
            IsDetail = true, Aliases = ["manager", "reports to"], Help = "Who approves their access and their evaluation.",
        },
        new ChoiceColumn<Person, Engagement>("engagement", "Engaged as", p => p.Engagement)
        {
            IsDetail = true, WhenEmpty = Engagement.Employee, Aliases = ["employment type", "type"],
            Spellings = new Dictionary<string, Engagement> { ["full-time"] = Engagement.Employee, ["part-time"] = Engagement.Employee, ["freelancer"] = Engagement.Contractor },
        },
        new DateColumn<Person>("starts_on", "First day", p => p.StartsOn) { Required = true, Aliases = ["start date", "hire date", "joined"] },
        new DateColumn<Person>("ends_on", "Last day", p => p.EndsOn)
        {
            Aliases = ["end date", "termination date", "left"], Help = "Empty while they work here. Their accounts should be disabled by the day after.",
        },
        new ComputedColumn<Person>("status", "Status", p => p.StatusOn(clock.Today)) { IsStatus = true },
    ];

    public override IReadOnlyList<RegisterView<Person>> Views { get; } =
    [
        new("employed", "Working here today", (people, today) => people.Where(p => p.StartsOn <= today && (p.EndsOn == null || p.EndsOn >= today))),
        new("joined", "Joined in the last 90 days", (people, today) => people.Where(p => p.StartsOn > today.AddDays(-90) && p.StartsOn <= today)),
        new("left", "Left in the last 90 days", (people, today) => people.Where(p => p.EndsOn >= today.AddDays(-90) && p.EndsOn < today)),
    ];

    public override string NameOf(Person row) => row.Name;

    public override IEnumerable<FormError> Refuse(Person row)
    {
        if (row.EndsOn < row.StartsOn) yield return new("ends_on", "The last day lies before the first day.");
        if (row.ManagerEmail is not "" && row.ManagerEmail == row.Email) yield return new("manager_email", "Nobody is their own manager; leave it empty for whoever reports to nobody.");
    }

    public override async Task<IReadOnlyList<LinkedPanel.Link>> LinkedAsync(AssayDb db, Person row, DateOnly today, CancellationToken stop)
    {
        var manager = await db.Set<Person>().AsNoTracking().FirstOrDefaultAsync(p => p.Email == row.ManagerEmail, stop);
        var reports = await db.Set<Person>().AsNoTracking().Where(p => p.ManagerEmail == row.Email).OrderBy(p => p.Name).Take(20).ToListAsync(stop);

        return
        [
            .. manager is null ? [] : new[] { Link("Manager", manager, today) },
            .. reports.Select(p => Link("Reports to this person", p, today)),
        ];
    }

    private static LinkedPanel.Link Link(string group, Person person, DateOnly today) => new(group, person.Name, $"/people/{person.Id}", person.StatusOn(today));
}
