namespace Assay.Catalog.Plans;

/// <summary>The numbers of <c>catalog/numbers.yaml</c> that the plan reads, by id.</summary>
public static class PlanNumbers
{
    public const string Window = "observation_window";
    public const string BuyersWant = "observation_window_buyers";
    public const string TypeOne = "type1_duration";
    public const string TypeTwoLong = "type2_duration_long";
    public const string TypeTwoShort = "type2_duration_short";

    public const string AuditFee = "audit_fee";
    public const string Consulting = "consulting_first";
    public const string ConsultingLater = "consulting_later";
    public const string HourlyRate = "internal_hour";
    public const string ToolingFixed = "tooling_fixed";
    public const string ToolingPerPerson = "tooling_per_person";
    public const string RemediationLater = "remediation_later_share";
    public const string FirstReportTotal = "first_type2_total";
    public const string LaterYearTotal = "later_year_total";

    public static IReadOnlyList<string> All { get; } =
    [
        Window, BuyersWant, TypeOne, TypeTwoLong, TypeTwoShort, AuditFee, Consulting, ConsultingLater, HourlyRate,
        ToolingFixed, ToolingPerPerson, RemediationLater, FirstReportTotal, LaterYearTotal,
    ];
}
