using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.People;

/// <summary>Somebody who works for the company, or did. Leavers stay: who had left when is what an auditor asks.</summary>
/// <remarks>The last day is a working day: a person has left on the day after it.</remarks>
public sealed class Person : IRegisterRow
{
    public Guid OrganizationId { get; private init; }

    public Guid Id { get; set; }

    public int Version { get; set; }

    public string Name { get; set; } = "";

    public string Email { get; set; } = "";

    public string Team { get; set; } = "";

    public string Title { get; set; } = "";

    /// <summary>Empty for whoever reports to nobody.</summary>
    public string ManagerEmail { get; set; } = "";

    public Engagement Engagement { get; set; }

    public DateOnly StartsOn { get; set; }

    public DateOnly? EndsOn { get; set; }

    public bool HasLeft(DateOnly today) => EndsOn < today;

    /// <summary>Follows from the dates, so that it cannot contradict them.</summary>
    public string StatusOn(DateOnly today) => HasLeft(today) ? "Left" : StartsOn > today ? "Joining" : "Employed";
}

public enum Engagement
{
    Employee,
    Contractor,
}

internal sealed class PersonTable : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder) => builder.HasKey(p => new { p.OrganizationId, p.Id });
}
