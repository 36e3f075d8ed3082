using Assay.Catalog.Content;
using Assay.Catalog.Interview;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Scope;

/// <summary>A principal service commitment or system requirement, with the document that makes it.</summary>
public sealed class ServiceCommitment : IRegisterRow
{
    public Guid OrganizationId { get; private init; }

    public Guid Id { get; set; }

    public int Version { get; set; }

    public string Text { get; set; } = "";

    public string Source { get; set; } = "";

    /// <summary>The category of the criteria that it calls for.</summary>
    public Category Category { get; set; }

    public Commitment ToCommitment() => new(Text, Source, Category);
}

internal sealed class ServiceCommitmentTable : IEntityTypeConfiguration<ServiceCommitment>
{
    public void Configure(EntityTypeBuilder<ServiceCommitment> builder) => builder.HasKey(c => c.Id);
}

/// <summary>What was promised: every criterion is judged against it.</summary>
public sealed class CommitmentsRegister : Register<ServiceCommitment>
{
    public override RegisterWords Words { get; } = new(
        "scope/commitments", "commitment", "Service commitments", "commitment", "commitments",
        "The principal promises of your contracts and the requirements that your system must meet.",
        "An auditor judges every criterion against what you promised. A commitment without its document cannot be tested.")
    {
        Above = [("Scope", "/scope")],
    };

    public override Permission Reading => Permission.ReadProgramme;

    public override Permission Editing => Permission.DecideScope;

    public override IReadOnlyList<Column<ServiceCommitment>> Columns { get; } =
    [
        new TextColumn<ServiceCommitment>("text", "Commitment", c => c.Text, 500)
        {
            Required = true, IsKey = true, Help = "As promised, such as 'Customer prompts are deleted within 30 days'.",
        },
        new TextColumn<ServiceCommitment>("source", "Source", c => c.Source, 300) { Required = true, Help = "The document and its place, such as 'Master agreement, section 7.2'." },
        new ChoiceColumn<ServiceCommitment, Category>("category", "Category", c => c.Category),
    ];
}
