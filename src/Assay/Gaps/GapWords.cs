using Assay.Catalog.Content;
using Assay.Catalog.Gaps;

namespace Assay.Gaps;

/// <summary>Statuses and states as pages say them.</summary>
public static class GapWords
{
    /// <summary>Met by answers alone is said to be just that.</summary>
    public static string Explain(CriterionStanding criterion) => (criterion.Status, criterion.Basis) switch
    {
        (CriterionStatus.Met, Basis.Stated) => "Met as stated, not evidenced",
        (CriterionStatus.Met, _) => "Met, evidenced",
        (CriterionStatus.Partial, _) => "Some key controls are in place, not all",
        (CriterionStatus.Missing, _) => criterion.Reason ?? "No key control is beyond informal",
        _ => criterion.Reason ?? "",
    };

    public static string Of(TaskGroup group) => group is TaskGroup.Logging ? "Logging and incidents" : Sentence(group.Word());

    public static string Of<T>(T word) where T : struct, Enum => Sentence(word.Word());

    private static string Sentence(string word) => char.ToUpperInvariant(word[0]) + word[1..].Replace('_', ' ');
}
