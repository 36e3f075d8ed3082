using Assay.Catalog.Content;
using Assay.Catalog.Interview;

namespace Assay.Catalog.Plans;

public enum ReportType
{
    TypeI,
    TypeII,
}

/// <summary>Which report to aim at first. Type I says that controls are designed at one date; Type II that they operated through a window.</summary>
public sealed record TypeAdvice(ReportType Type, IReadOnlyList<TypeReason> Because)
{
    private static readonly string[] _enterprise = ["enterprise_software", "healthcare", "financial_services", "government"];

    public static TypeAdvice For(AnswerSheet sheet, Facts facts)
    {
        var reasons = Reasons(sheet, facts).ToList();
        var forTypeOne = reasons.Where(r => r.Speaks is ReportType.TypeI).Sum(r => r.Weight);
        var forTypeTwo = reasons.Where(r => r.Speaks is ReportType.TypeII).Sum(r => r.Weight);
        var type = forTypeOne > forTypeTwo ? ReportType.TypeI : ReportType.TypeII;

        return new(type, [.. reasons, new(type, 0, "", "", type is ReportType.TypeI
            ? "A Type I report shows design at one date and nothing of operation: many enterprise buyers accept it only as a step, so start the Type II window on the same day."
            : "A Type II report shows that controls operated through a window of 3 to 12 months; below 6 months some buyers ask for more.")]);
    }

    private static IEnumerable<TypeReason> Reasons(AnswerSheet sheet, Facts facts)
    {
        if (facts["prior_report"] is Answer.Chosen { Ids: ["type1" or "type2"] } prior)
            yield return new(ReportType.TypeII, 4, "prior_report", prior.Text, "Buyers who saw an earlier report expect operation to be shown next.");
        if (facts.Values("buyer_sectors")?.Intersect(_enterprise).ToList() is { Count: > 0 } sectors)
            yield return new(ReportType.TypeII, 2, "buyer_sectors", string.Join(',', sectors), "Buyers in these sectors commonly sign only on a Type II report.");
        else if (facts["buyer_sectors"] is { } others)
            yield return new(ReportType.TypeI, 1, "buyer_sectors", others.Text, "These buyers rarely insist on a Type II report.");
        if (facts["company_stage"] is Answer.Chosen { Ids: [var stage] })
            yield return stage is "pre_revenue" or "early"
                ? new(ReportType.TypeI, 2, "company_stage", stage, "Controls that are new have not operated long enough to be tested.")
                : new(ReportType.TypeII, 1, "company_stage", stage, "Practices that have settled can be tested over a window.");
        if (facts["audit_budget"] is Answer.Chosen { Ids: [var budget] })
            yield return budget is "under_25k"
                ? new(ReportType.TypeI, 1, "audit_budget", budget, "Fieldwork at one date costs less.")
                : new(ReportType.TypeII, 1, "audit_budget", budget, "The budget carries fieldwork over a window.");
        if ((facts["report_wanted_by"] as Answer.Day)?.Value is { } wanted)
            yield return wanted < sheet.AsOf.AddMonths(Timeline.ShortestTypeTwoMonths)
                ? new(ReportType.TypeI, 2, "report_wanted_by", $"{wanted:yyyy-MM-dd}", $"A Type II report takes at least {Timeline.ShortestTypeTwoMonths} months from here; only a Type I report can be there by then.")
                : new(ReportType.TypeII, 1, "report_wanted_by", $"{wanted:yyyy-MM-dd}", "There is time for a window of at least three months.");
    }
}

/// <summary>One reason, the report type that it speaks for, and how strongly (our estimate).</summary>
public sealed record TypeReason(ReportType Speaks, int Weight, string Fact, string Answer, string Reason);
