using Assay.Catalog.Content;
using Assay.Catalog.Plans;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Plan;

/// <summary>The programme that a company follows, and when.</summary>
public sealed class ProgrammeChoice : ITenantRow, IVersioned
{
    public Guid OrganizationId { get; private init; }

    /// <summary>A plan of the catalog.</summary>
    public required string Programme { get; set; }

    public required DateOnly WantedOn { get; set; }

    /// <summary>Null for the latest start that keeps the wanted day.</summary>
    public DateOnly? StartsOn { get; set; }

    public int ReadinessMonths { get; set; }

    public int RemediationMonths { get; set; }

    /// <summary>Null where the open ML tasks decide.</summary>
    public int? MlMonths { get; set; }

    /// <summary>0 for a Type I report.</summary>
    public int WindowMonths { get; set; }

    public int FieldworkMonths { get; set; }

    public int Version { get; set; } = 1;

    internal static ProgrammeChoice Of(ProgrammePlan plan, DateOnly wanted) => new()
    {
        Programme = plan.Id,
        WantedOn = wanted,
        ReadinessMonths = plan.Months.Readiness,
        RemediationMonths = plan.Months.Remediation,
        WindowMonths = plan.Months.Window,
        FieldworkMonths = plan.Months.Fieldwork,
        Version = 0,
    };

    internal TimelineChoice Durations(MlTime ml) => new()
    {
        ReadinessMonths = ReadinessMonths,
        RemediationMonths = RemediationMonths,
        MlMonths = MlMonths ?? ml.Months,
        WindowMonths = WindowMonths,
        FieldworkMonths = FieldworkMonths,
    };
}

internal sealed class ProgrammeChoiceTable : IEntityTypeConfiguration<ProgrammeChoice>
{
    public void Configure(EntityTypeBuilder<ProgrammeChoice> builder)
    {
        builder.ToTable("programme_plan");
        builder.HasKey(p => p.OrganizationId);
    }
}
