using System.Globalization;
using Assay.Catalog.Plans;

namespace Assay.Plan;

/// <summary>Plans and costs as pages say them.</summary>
internal static class PlanWords
{
    public static string Of(CostPart part) => part switch
    {
        CostPart.AuditFee => "Audit fee",
        CostPart.InternalTime => "Internal time",
        CostPart.Tooling => "Tools and tests",
        _ => part.ToString(),
    };

    public static string Of(CostYear year) => year is CostYear.FirstReport ? "First report" : "Each later year";

    public static string Of(ReportType type) => type is ReportType.TypeI ? "Type I" : "Type II";

    public static string Of(CostRange range) => $"{Money(range.Low)} – {Money(range.High)}";

    /// <summary>For a key figure: 50k–200k.</summary>
    public static string Short(CostRange range) => $"{range.Low / 1000}k–{range.High / 1000}k";

    public static string Money(long dollars) => dollars.ToString("N0", CultureInfo.InvariantCulture);

    public static string Months(int months) => months == 1 ? "1 month" : $"{months} months";

    /// <summary>Whether the wanted day can be kept, and what to do where it cannot.</summary>
    public static string Verdict(ReadPlan.Result plan) => plan switch
    {
        { Timeline.CanBeMet: true, Choice.StartsOn: null } =>
            $"The report can be there on {plan.Choice.WantedOn:yyyy-MM-dd} if you start by {plan.Timeline.LatestStart:yyyy-MM-dd}.",
        { Timeline.CanBeMet: true } =>
            $"Starting on {plan.Timeline.Start:yyyy-MM-dd}, the report is there on {plan.Timeline.Report:yyyy-MM-dd}; it is wanted by {plan.Choice.WantedOn:yyyy-MM-dd}.",
        _ => $"{plan.Choice.WantedOn:yyyy-MM-dd} cannot be met: this plan takes {Months(plan.Durations.TotalMonths)}, so readiness had to begin by {plan.Timeline.LatestStart:yyyy-MM-dd}. "
            + $"The first feasible date is {plan.Timeline.FirstFeasible:yyyy-MM-dd}.",
    };

    /// <summary>What would bring the date nearer, where it cannot be kept.</summary>
    public static string? WayOut(ReadPlan.Result plan) => plan switch
    {
        { Timeline.CanBeMet: true } or { Durations.WindowMonths: 0 } => null,
        { Durations.WindowMonths: > Timeline.ShortestWindow } =>
            "A shorter window, fewer categories or more hands before the window bring it nearer; a Type I report needs no window at all.",
        _ => "The window is the shortest already. Fewer categories or more hands before it bring the date nearer; a Type I report needs no window at all.",
    };

    public static string? WindowNote(int months) => months is > 0 and < Timeline.WindowThatBuyersWant
        ? $"A window of {months} months is valid, and some buyers ask for {Timeline.WindowThatBuyersWant} or more. Tell them when the next window ends."
        : null;

    /// <summary>What this plan has where others publish a duration.</summary>
    public static int? Yours(ReadPlan.Result plan, string number) => number switch
    {
        PlanNumbers.TypeOne when plan.Durations.WindowMonths == 0 => plan.Durations.TotalMonths,
        PlanNumbers.TypeTwo when plan.Durations.WindowMonths > 0 => plan.Durations.TotalMonths,
        PlanNumbers.Readiness => plan.Durations.ReadinessMonths,
        PlanNumbers.Remediation => plan.Durations.RemediationMonths,
        PlanNumbers.RemediationOfMl => plan.Durations.MlMonths,
        PlanNumbers.Window when plan.Durations.WindowMonths > 0 => plan.Durations.WindowMonths,
        PlanNumbers.Fieldwork => plan.Durations.FieldworkMonths,
        _ => null,
    };
}
