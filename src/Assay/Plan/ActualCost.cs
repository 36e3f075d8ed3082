using Assay.Catalog.Plans;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Plan;

/// <summary>A fee or cost as it was paid, to hold against the estimate.</summary>
public sealed class ActualCost : IRegisterRow
{
    public Guid OrganizationId { get; private init; }

    public Guid Id { get; set; }

    public int Version { get; set; }

    public CostPart Part { get; set; }

    public string What { get; set; } = "";

    public DateOnly? PaidOn { get; set; }

    /// <summary>Whole US dollars.</summary>
    public long Amount { get; set; }
}

internal sealed class ActualCostTable : IEntityTypeConfiguration<ActualCost>
{
    public void Configure(EntityTypeBuilder<ActualCost> builder)
    {
        builder.HasKey(c => c.Id);
        builder.Property(c => c.PaidOn).IsRequired();
    }
}

/// <summary>What the programme has really cost.</summary>
public sealed class ActualCostsRegister : Register<ActualCost>
{
    public override RegisterWords Words { get; } = new(
        "plan/paid", "cost", "Paid so far", "cost", "costs",
        "Fees and costs as they were paid, in US dollars, held against the estimate.",
        "Next year's budget rests on this year's bills. Up to the report date a cost counts for the first report, after it for the later year.")
    {
        Above = [("Plan", "/plan"), ("Cost", "/plan/cost")],
    };

    public override Permission Reading => Permission.ReadProgramme;

    public override Permission Editing => Permission.EditPlan;

    public override IReadOnlyList<Column<ActualCost>> Columns { get; } =
    [
        new TextColumn<ActualCost>("what", "For what", c => c.What, 200) { Required = true, IsKey = true, Help = "Such as 'Audit firm, first invoice'." },
        new ChoiceColumn<ActualCost, CostPart>("part", "Part of the estimate", c => c.Part) { IsKey = true },
        new DateColumn<ActualCost>("paid_on", "Paid on", c => c.PaidOn) { Required = true, IsKey = true },
        new AmountColumn<ActualCost>("amount", "Amount in US dollars", c => c.Amount) { Required = true },
    ];
}
