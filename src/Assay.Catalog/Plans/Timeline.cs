namespace Assay.Catalog.Plans;

/// <summary>Durations, in whole months; editable, with defaults from <c>catalog/numbers.yaml</c>.</summary>
public sealed record TimelineChoice
{
    public int ReadinessMonths { get; init; } = 1;

    public int RemediationMonths { get; init; } = 2;

    /// <summary>Added to remediation for what ML asks beside the ordinary: pipelines, model governance, model access, training-data records, inference logging.</summary>
    public int MlMonths { get; init; } = 1;

    /// <summary>3 to 12; 0 for a Type I report.</summary>
    public int WindowMonths { get; init; } = 6;

    public int FieldworkMonths { get; init; } = 2;
}

public sealed record Phase(string Name, DateOnly Start, DateOnly End);

/// <summary>The phases counted back from the day the report is wanted.</summary>
/// <param name="LatestStart">The last day on which readiness can begin.</param>
/// <param name="FirstFeasible">The earliest report date when one starts today.</param>
public sealed record Timeline(IReadOnlyList<Phase> Phases, DateOnly LatestStart, DateOnly FirstFeasible, bool CanBeMet)
{
    /// <summary>The shortest plan that an auditor takes: a month of readiness, one of remediation, a window of three, one of fieldwork.</summary>
    public const int ShortestTypeTwoMonths = 6;

    public const int ShortestWindow = 3;

    public const int LongestWindow = 12;

    /// <exception cref="ArgumentOutOfRangeException">The window is neither 0 nor 3 to 12 months.</exception>
    public static Timeline Back(DateOnly wanted, DateOnly today, TimelineChoice choice)
    {
        if (choice.WindowMonths is not 0 and (< ShortestWindow or > LongestWindow))
            throw new ArgumentOutOfRangeException(nameof(choice), choice.WindowMonths, $"An observation window has {ShortestWindow} to {LongestWindow} months.");

        (string Name, int Months)[] parts =
        [
            ("Readiness", choice.ReadinessMonths), ("Remediation", choice.RemediationMonths), ("Remediation of ML controls", choice.MlMonths),
            ("Observation window", choice.WindowMonths), ("Fieldwork and report", choice.FieldworkMonths),
        ];

        var latest = wanted.AddMonths(-parts.Sum(p => p.Months));
        List<Phase> phases = [];
        var before = 0;
        foreach (var (name, months) in parts)
        {
            phases.Add(new(name, latest.AddMonths(before), latest.AddMonths(before + months)));
            before += months;
        }

        return new([.. phases.Where(p => p.Start < p.End)], latest, today.AddMonths(before), latest >= today);
    }
}
