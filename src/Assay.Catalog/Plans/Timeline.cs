using Assay.Catalog.Content;

namespace Assay.Catalog.Plans;

/// <summary>Durations, in whole months; editable, with defaults from the programme plan that was chosen.</summary>
public sealed record TimelineChoice
{
    public int ReadinessMonths { get; init; } = 1;

    public int RemediationMonths { get; init; } = 2;

    /// <summary>Added to remediation for what ML asks beside the ordinary (<see cref="MlTime"/>).</summary>
    public int MlMonths { get; init; } = 1;

    /// <summary>3 to 12; 0 for a Type I report.</summary>
    public int WindowMonths { get; init; } = 6;

    public int FieldworkMonths { get; init; } = 2;

    public int TotalMonths => ReadinessMonths + RemediationMonths + MlMonths + WindowMonths + FieldworkMonths;
}

public sealed record Phase(string Name, DateOnly Start, DateOnly End);

/// <summary>The phases of a programme as dates, and whether the day on which the report is wanted can be kept.</summary>
/// <remarks>
/// Dates are always counted forwards from the start, never back from the report: months differ in length, and counting
/// both ways would give two dates for one phase.
/// </remarks>
public sealed record Timeline
{
    /// <summary>The shortest plan that an auditor takes: a month of readiness, one of remediation, a window of three, one of fieldwork.</summary>
    public const int ShortestTypeTwoMonths = 6;

    public const int ShortestWindow = 3;

    public const int LongestWindow = 12;

    /// <summary>Below it some buyers ask for more.</summary>
    public const int WindowThatBuyersWant = 6;

    private readonly TimelineChoice _choice;

    private Timeline(DateOnly start, TimelineChoice choice) => (Start, _choice) = (start, choice);

    public DateOnly Start { get; }

    public DateOnly Report => On(Anchor.Report);

    /// <summary>The last day on which readiness can begin.</summary>
    public required DateOnly LatestStart { get; init; }

    /// <summary>The earliest report date: from the start where that has passed, else from today.</summary>
    public required DateOnly FirstFeasible { get; init; }

    /// <summary>Whether the wanted date can be kept from this start.</summary>
    public bool CanBeMet => Start <= LatestStart;

    /// <summary>Those that take any time.</summary>
    public IReadOnlyList<Phase> Phases => [.. Parts().Where(p => p.Start < p.End)];

    /// <summary>Counts back from the day on which the report is wanted.</summary>
    /// <param name="start">The day on which one wants to begin; null for the latest possible, or today where that has passed.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window is neither 0 nor 3 to 12 months.</exception>
    public static Timeline Back(DateOnly wanted, DateOnly today, TimelineChoice choice, DateOnly? start = null)
    {
        if (!IsWindow(choice.WindowMonths))
            throw new ArgumentOutOfRangeException(nameof(choice), choice.WindowMonths, $"An observation window has {ShortestWindow} to {LongestWindow} months.");

        var months = choice.TotalMonths;
        var latest = wanted.AddMonths(-months);
        while (latest.AddDays(1).AddMonths(months) <= wanted) latest = latest.AddDays(1);      // several days may end on the last of a short month

        return new(start ?? (latest > today ? latest : today), choice)
        {
            LatestStart = latest,
            FirstFeasible = (start < today ? start.Value : today).AddMonths(months),
        };
    }

    public static bool IsWindow(int months) => months is 0 or (>= ShortestWindow and <= LongestWindow);

    public DateOnly On(Anchor anchor) => Start.AddMonths(anchor switch
    {
        Anchor.Start => 0,
        Anchor.Remediation => _choice.ReadinessMonths,
        Anchor.WindowStart => _choice.TotalMonths - _choice.WindowMonths - _choice.FieldworkMonths,
        Anchor.WindowEnd => _choice.TotalMonths - _choice.FieldworkMonths,
        _ => _choice.TotalMonths,
    });

    public DateOnly On(Moment moment) => On(moment.Anchor).AddDays(moment.Days);

    private IEnumerable<Phase> Parts()
    {
        var ml = Start.AddMonths(_choice.ReadinessMonths + _choice.RemediationMonths);

        yield return new("Readiness", Start, On(Anchor.Remediation));
        yield return new("Remediation", On(Anchor.Remediation), ml);
        yield return new("Remediation of ML controls", ml, On(Anchor.WindowStart));
        yield return new("Observation window", On(Anchor.WindowStart), On(Anchor.WindowEnd));
        yield return new("Fieldwork and report", On(Anchor.WindowEnd), Report);
    }
}
