using Assay.Catalog.Gaps;

namespace Assay.Catalog.Plans;

public enum CostPart
{
    AuditFee,
    Consulting,
    InternalTime,
    Tooling,
    Remediation,
}

public enum CostYear
{
    FirstReport,
    LaterYear,
}

/// <summary>Whole US dollars.</summary>
public sealed record CostRange(long Low, long High)
{
    public static CostRange operator +(CostRange a, CostRange b) => new(a.Low + b.Low, a.High + b.High);
}

/// <param name="Estimate">What follows from the numbers and the scope.</param>
/// <param name="Chosen">What a person set instead.</param>
/// <param name="Because">How the estimate comes about.</param>
/// <param name="Source">Where its numbers come from.</param>
public sealed record CostLine(CostYear Year, CostPart Part, CostRange Estimate, CostRange? Chosen, string Because, string Source)
{
    public CostRange Range => Chosen ?? Estimate;
}

/// <summary>What the first report and each later year cost, from low to high. A total is the sum of its parts and nothing else.</summary>
public sealed record CostEstimate(IReadOnlyList<CostLine> Lines)
{
    /// <summary>The company for which the catalog states its hours.</summary>
    public const int CatalogHeadcount = 15;

    private const decimal _hoursPerDay = 8m;

    public CostRange Total(CostYear year) => Lines.Where(l => l.Year == year).Aggregate(new CostRange(0, 0), (sum, l) => sum + l.Range);

    /// <summary>
    /// Work grows with people, but slower: a review of sixty accounts takes twice as long as one of fifteen. Our estimate.
    /// </summary>
    public static decimal Scale(int headcount) =>
        decimal.Round((decimal)Math.Clamp(Math.Sqrt(headcount / (double)CatalogHeadcount), 0.6, 5), 2);

    /// <param name="months">How many months the controls run for the first report: window and fieldwork.</param>
    public static CostEstimate For(
        CatalogLibrary catalog, GapReport report, int? headcount, int months, IReadOnlyDictionary<(CostYear, CostPart), CostRange> chosen)
    {
        var people = headcount ?? CatalogHeadcount;
        var size = headcount is null ? $"{people} people assumed, since the headcount is not answered" : $"{people} people";
        var hours = decimal.Round(report.Workload.HoursPerYear * Scale(people));
        var days = report.Tasks.Sum(t => t.RemainingDays);

        var (fee, rate, fix, each) = (catalog.Number(PlanNumbers.AuditFee), catalog.Number(PlanNumbers.HourlyRate), catalog.Number(PlanNumbers.ToolingFixed), catalog.Number(PlanNumbers.ToolingPerPerson));
        var (advice, less, share) = (catalog.Number(PlanNumbers.Consulting), catalog.Number(PlanNumbers.ConsultingLater), catalog.Number(PlanNumbers.RemediationLater));
        var first = decimal.Round(hours * months / 12m);
        var tools = Range(fix.Low + each.Low * people, fix.High + each.High * people);
        var repair = Range(days * _hoursPerDay * rate.Low, days * _hoursPerDay * rate.High);

        CostLine Line(CostYear year, CostPart part, CostRange range, string because, string source) =>
            new(year, part, range, chosen.GetValueOrDefault((year, part)), because, source);

        return new(
        [
            Line(CostYear.FirstReport, CostPart.AuditFee, Range(fee.Low, fee.High), fee.Note ?? "", fee.Source),
            Line(CostYear.FirstReport, CostPart.Consulting, Range(advice.Low, advice.High), advice.Note ?? "", advice.Source),
            Line(CostYear.FirstReport, CostPart.InternalTime, Range(first * rate.Low, first * rate.High), $"{first:N0} hours in {months} months of running {report.Workload.Controls} controls ({size})", rate.Source),
            Line(CostYear.FirstReport, CostPart.Tooling, tools, $"Tools and tests for {size}", fix.Source),
            Line(CostYear.FirstReport, CostPart.Remediation, repair, $"{days:N0} working days for {report.Tasks.Count} open tasks", rate.Source),

            Line(CostYear.LaterYear, CostPart.AuditFee, Range(fee.Low, fee.High), "The same fee each year", fee.Source),
            Line(CostYear.LaterYear, CostPart.Consulting, Range(less.Low, less.High), "Questions that come up", less.Source),
            Line(CostYear.LaterYear, CostPart.InternalTime, Range(hours * rate.Low, hours * rate.High), $"{hours:N0} hours a year for {report.Workload.Controls} controls ({size})", rate.Source),
            Line(CostYear.LaterYear, CostPart.Tooling, tools, $"Tools and tests for {size}", fix.Source),
            Line(CostYear.LaterYear, CostPart.Remediation, Range(repair.Low * share.Low / 100m, repair.High * share.High / 100m), $"{share.Low:0} to {share.High:0} percent of the first remediation", share.Source),
        ]);
    }

    /// <summary>An estimate to the dollar would pretend; hundreds are fine enough.</summary>
    private static CostRange Range(decimal low, decimal high) => new(Hundreds(low), Hundreds(high));

    private static long Hundreds(decimal amount) => (long)decimal.Round(amount / 100m, MidpointRounding.AwayFromZero) * 100;
}
