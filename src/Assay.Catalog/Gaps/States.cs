using System.Text.Json.Serialization;
using Assay.Catalog.Content;

namespace Assay.Catalog.Gaps;

/// <summary>How a control stands (rules §1).</summary>
public enum ControlState
{
    Absent,
    Informal,
    Designed,

    /// <summary>Rests on an answer.</summary>
    Stated,

    /// <summary>Rests on accepted evidence or passed checks for the period asked about.</summary>
    Evidenced,
    Failing,
    Unknown,
    NotApplicable,
}

/// <summary>How a criterion stands.</summary>
public enum CriterionStatus
{
    Met,
    Partial,
    Missing,
    NotApplicable,
    NotSelected,
}

/// <summary>What a status rests on. Inquiry alone never proves operation.</summary>
public enum Basis
{
    Stated,
    Evidenced,
}

public static class ControlStates
{
    extension(ControlState state)
    {
        /// <summary>Stated or evidenced. Unknown and failing are not in place.</summary>
        public bool IsInPlace => state is ControlState.Stated or ControlState.Evidenced;

        /// <summary>At least designed.</summary>
        public bool IsBeyondInformal => state is ControlState.Designed or ControlState.Stated or ControlState.Evidenced;

        public bool Applies => state is not ControlState.NotApplicable;

        /// <summary>How much is missing: S of the ranking (rules §2).</summary>
        public decimal Shortfall => state switch
        {
            ControlState.Designed => 0.6m,
            ControlState.Stated => 0.3m,
            ControlState.Evidenced or ControlState.NotApplicable => 0m,
            _ => 1m,
        };
    }

    public static ControlState Of(Level? level) => level switch
    {
        Level.None => ControlState.Absent,
        Level.Informal => ControlState.Informal,
        Level.Documented => ControlState.Designed,
        Level.Operating => ControlState.Stated,
        _ => ControlState.Unknown,
    };
}

/// <summary>A control as it stands, and the answers or records that say so.</summary>
public sealed record ControlStanding([property: JsonIgnore] Control Control, ControlState State, IReadOnlyList<Because> Because)
{
    public string Id => Control.Id;

    public string Title => Control.Title;
}

/// <summary>One reason: a fact with its answer, or a record with what it shows.</summary>
public sealed record Because(string Fact, string Answer)
{
    /// <summary>An answer that was never given.</summary>
    public const string NotAsked = "not answered";
}

/// <summary>A criterion as it stands, with the key controls and reasons behind it.</summary>
public sealed record CriterionStanding(
    [property: JsonIgnore] Criterion Criterion, CriterionStatus Status, Basis? Basis,
    IReadOnlyList<ControlStanding> KeyControls, string? Reason)
{
    public bool IsSelected => Status is not CriterionStatus.NotSelected;

    public bool IsOwed => Status is not (CriterionStatus.NotSelected or CriterionStatus.NotApplicable);
}

/// <summary>
/// What the product's own records show of a control. It outweighs the answer: a leaver's live account makes the
/// leaver control failing whatever was said.
/// </summary>
public sealed record RecordFinding(string ControlId, ControlState State, string Register, string Shows);
