using Assay.Catalog.Content;

namespace Assay.Catalog.Gaps;

/// <summary>The parts of a score: shortfall, group, how alone the control stands, linked risk, timing. Each from 0 to 1.</summary>
public sealed record ScoreParts(decimal S, decimal G, decimal C, decimal X, decimal T);

/// <summary>What to do about one control that is not evidenced.</summary>
public sealed record RemediationTask
{
    public required int Rank { get; init; }

    public required Control Control { get; init; }

    public required string Title { get; init; }

    public required decimal Score { get; init; }

    public required ScoreParts Parts { get; init; }

    /// <summary>Owed criteria that the control serves.</summary>
    public required IReadOnlyList<string> Criteria { get; init; }

    public required ControlState State { get; init; }

    public required IReadOnlyList<Because> Because { get; init; }

    /// <summary>One task for each control, so they share an id.</summary>
    public string Id => Control.Id;

    /// <summary>Working days that are still to be done: a control that is designed or stated asks for less than one that is absent.</summary>
    public decimal RemainingDays => Control.EffortDays * State.Shortfall;

    /// <summary>
    /// Working days from the start of the observation window by which to begin; negative is before it. What must operate
    /// all window has to stand on its first day; what must exist once, by the middle of a half-year.
    /// </summary>
    public decimal LatestStart => Control.Timing switch { Timing.Window => 0m, Timing.Once => 65m, _ => 130m } - Control.EffortDays;
}
