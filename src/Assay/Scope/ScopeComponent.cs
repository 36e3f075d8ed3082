using Assay.Catalog.Interview;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Scope;

/// <summary>A part of the system, in the audit's scope or left out with a named person's reason.</summary>
public sealed class ScopeComponent : IRegisterRow
{
    public Guid OrganizationId { get; private init; }

    public Guid Id { get; set; }

    public int Version { get; set; }

    public string Name { get; set; } = "";

    public ComponentClass Class { get; set; }

    public bool InScope { get; set; } = true;

    public string ExcludedBecause { get; set; } = "";

    public string ExcludedBy { get; set; } = "";

    public Component ToComponent() => new(Name, Class, InScope, ExcludedBecause, ExcludedBy);
}

/// <summary>The inventory of components in five classes, each in scope or excluded.</summary>
public sealed class ComponentsRegister : Register<ScopeComponent>
{
    public override RegisterWords Words { get; } = new(
        "scope/components", "component", "Components", "component", "components",
        "What your system is made of, from ingestion to the customer's screen, and what the audit looks at.",
        "The system description names every component in scope. Leaving out where a model is trained, while the model is what you sell, is the exclusion that auditors question first.")
    {
        Above = [("Scope", "/scope")],
    };

    public override Permission Reading => Permission.ReadProgramme;

    public override Permission Editing => Permission.DecideScope;

    public override IReadOnlyList<Column<ScopeComponent>> Columns { get; } =
    [
        new TextColumn<ScopeComponent>("name", "Component", c => c.Name, 120) { Required = true, IsKey = true },
        new ChoiceColumn<ScopeComponent, ComponentClass>("class", "Class", c => c.Class),
        new YesNoColumn<ScopeComponent>("in_scope", "In scope", c => c.InScope),
        new TextColumn<ScopeComponent>("excluded_because", "Left out because", c => c.ExcludedBecause, 1000) { IsMultiline = true },
        new TextColumn<ScopeComponent>("excluded_by", "Decided by", c => c.ExcludedBy, 120) { Help = "The person who answers for leaving it out." },
    ];

    public override IReadOnlyList<RegisterView<ScopeComponent>> Views { get; } =
    [
        new("in", "In scope", (rows, _) => rows.Where(c => c.InScope)),
        new("out", "Left out", (rows, _) => rows.Where(c => !c.InScope)),
    ];
}

internal sealed class ScopeComponentTable : IEntityTypeConfiguration<ScopeComponent>
{
    public void Configure(EntityTypeBuilder<ScopeComponent> builder) => builder.HasKey(c => c.Id);
}
