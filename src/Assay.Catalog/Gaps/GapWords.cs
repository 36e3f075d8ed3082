using Assay.Catalog.Content;

namespace Assay.Catalog.Gaps;

/// <summary>Statuses, states and scores as pages and reports say them.</summary>
public static class GapWords
{
    /// <summary>How the parts of a score make it, for whoever wants to follow the sum.</summary>
    public const string PartsMean =
        "S shortfall, G group, C how alone the control stands on its worst criterion, X highest linked inherent risk ÷ 25, "
        + "T must operate all window 1, exist once 0.5, later 0. Our estimate, not an auditor's.";

    public static string Of<T>(T word) where T : struct, Enum => Sentence(word.Word());

    public static string Of(TaskGroup group) => group is TaskGroup.Logging ? "Logging and incidents" : Sentence(group.Word());

    /// <summary>Met by answers alone is said to be just that.</summary>
    public static string Explain(CriterionStanding criterion) => (criterion.Status, criterion.Basis) switch
    {
        (CriterionStatus.Met, Basis.Stated) => "Met as stated, not evidenced",
        (CriterionStatus.Met, _) => "Met, evidenced",
        (CriterionStatus.Partial, _) when !criterion.KeyControls.Any(k => k.State.IsInPlace) => "Key controls are designed, none is in place",
        (CriterionStatus.Partial, _) => "Some key controls are in place, not all",
        (CriterionStatus.Missing, _) => criterion.Reason ?? "No key control is beyond informal",
        _ => criterion.Reason ?? "",
    };

    public static string Of(ScoreParts parts) =>
        $"S {parts.S:0.##} · G {parts.G:0.##} · C {parts.C:0.##} · X {parts.X:0.##} · T {parts.T:0.##}";

    /// <summary>Key controls in place, of those that apply.</summary>
    public static string InPlace(CriterionStanding criterion) =>
        criterion.IsOwed ? $"{criterion.KeyControls.Count(k => k.State.IsInPlace)} of {criterion.KeyControls.Count(k => k.State.Applies)}" : "";

    private static string Sentence(string word) => char.ToUpperInvariant(word[0]) + word[1..].Replace('_', ' ');
}
