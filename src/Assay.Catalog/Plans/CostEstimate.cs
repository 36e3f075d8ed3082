using Assay.Catalog.Content;
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

/// <param name="Published">What the numbers of the catalog say, whoever the company is.</param>
/// <param name="Estimate">What follows for this company: its size, its controls, its open tasks.</param>
/// <param name="Chosen">What a person set instead.</param>
/// <param name="Because">How the estimate comes about.</param>
public sealed record CostLine(CostYear Year, CostPart Part, ReferenceNumber Published, CostRange Estimate, CostRange? Chosen, string Because)
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

    /// <summary>Work grows with people, but slower: a review of sixty accounts takes twice as long as one of fifteen. Our estimate.</summary>
    public static decimal Scale(int headcount) =>
        decimal.Round((decimal)Math.Clamp(Math.Sqrt(headcount / (double)CatalogHeadcount), 0.6, 5), 2);

    /// <param name="months">How many months the controls run for the first report: window and fieldwork.</param>
    public static CostEstimate For(
        CatalogLibrary catalog, GapReport report, int? headcount, int months, IReadOnlyDictionary<(CostYear, CostPart), CostRange> chosen)
    {
        var scale = Scale(headcount ?? CatalogHeadcount);
        var size = headcount is { } people ? $"{people:N0} people" : $"{CatalogHeadcount} people, assumed while the headcount is not answered";
        var rate = catalog.Number(PlanNumbers.HourlyRate);
        var hours = report.Workload.HoursPerYear * scale;
        var days = report.Tasks.Sum(t => t.RemainingDays);

        return new([.. from year in Enum.GetValues<CostYear>() from part in Enum.GetValues<CostPart>() select Line(year, part)]);

        CostLine Line(CostYear year, CostPart part)
        {
            var number = catalog.Number(PlanNumbers.Of(year, part));
            var grows = part is CostPart.InternalTime or CostPart.Tooling or CostPart.Remediation ? scale : 1m;
            var because = (year, part) switch
            {
                (CostYear.FirstReport, CostPart.InternalTime) => Own(hours * months / 12m, $"{months} months of running {report.Workload.Controls} controls"),
                (CostYear.LaterYear, CostPart.InternalTime) => Own(hours, $"a year of running {report.Workload.Controls} controls"),
                (CostYear.FirstReport, CostPart.Remediation) => Own(days * _hoursPerDay, $"{report.Tasks.Count} open tasks, of which the range pays only for what is bought"),
                (_, CostPart.Tooling) => $"For {size}. {number.Note}",
                _ => number.Note ?? "",
            };

            return new(year, part, number, new(Hundreds(number.Low * grows), Hundreds(number.High * grows)), chosen.GetValueOrDefault((year, part)), because);
        }

        // Published totals seldom count all of a company's own time. Ours is counted beside the range, not into it, so that both can be compared.
        string Own(decimal time, string of) =>
            $"For {size}. We count {time:N0} hours for {of}: {Hundreds(time * rate.Low):N0} to {Hundreds(time * rate.High):N0} at {rate.Low:0} to {rate.High:0} an hour.";
    }

    /// <summary>An estimate to the dollar would pretend; hundreds are fine enough.</summary>
    private static long Hundreds(decimal amount) => (long)decimal.Round(amount / 100m, MidpointRounding.AwayFromZero) * 100;
}
