namespace Assay.Catalog.Plans;

/// <summary>The numbers of <c>catalog/numbers.yaml</c> that the plan reads, by id.</summary>
public static class PlanNumbers
{
    public const string Readiness = "readiness";
    public const string Remediation = "remediation";
    public const string RemediationOfMl = "remediation_ml";
    public const string Window = "observation_window";
    public const string Fieldwork = "fieldwork";
    public const string TypeOne = "type_one_duration";
    public const string TypeTwo = "type_two_whole";

    public const string HourlyRate = "internal_hour";
    public const string FirstYearTotal = "first_year_total";
    public const string LaterYearTotal = "later_year_total";

    private static readonly Dictionary<CostPart, string> _parts = new()
    {
        [CostPart.AuditFee] = "audit_fee",
        [CostPart.Consulting] = "consulting",
        [CostPart.InternalTime] = "internal_time",
        [CostPart.Tooling] = "tooling",
        [CostPart.Remediation] = "remediation",
    };

    /// <summary>The whole plan, then its parts in their order.</summary>
    public static IReadOnlyList<string> Durations { get; } = [TypeOne, TypeTwo, Readiness, Remediation, RemediationOfMl, Window, Fieldwork];

    public static IReadOnlyList<string> All { get; } =
    [
        .. Durations, HourlyRate, FirstYearTotal, LaterYearTotal,
        .. from year in Enum.GetValues<CostYear>() from part in _parts.Keys select Of(year, part),
    ];

    public static string Of(CostYear year) => year is CostYear.FirstReport ? FirstYearTotal : LaterYearTotal;

    public static string Of(CostYear year, CostPart part) => $"{(year is CostYear.FirstReport ? "first" : "later")}_year_{_parts[part]}";
}
