using System.Collections.Frozen;
using Assay.Gate.Rules;

namespace Assay.Gate;

/// <summary>All rules that there are. A rule set chooses among them and gives them their limits.</summary>
internal static class GateRules
{
    public static IReadOnlyList<GateRule> All { get; } =
    [
        DataRules.Approved, DataRules.Quality, DataRules.Licence,
        MeasureRules.Evaluation, MeasureRules.NoWorse, FairnessRules.WithinLimits, MeasureRules.Tests, MeasureRules.Baseline,
        ArtifactRules.Verified, ArtifactRules.SafeToLoad, ArtifactRules.NoKnownVulnerability, ArtifactRules.ComponentsEvaluated,
        PeopleRules.CodeReviewed, PeopleRules.RollbackPlan, PeopleRules.CardComplete, PeopleRules.TwoApprovals,
    ];

    private static readonly FrozenDictionary<string, GateRule> _byId = All.ToFrozenDictionary(r => r.Id);

    public static GateRule? Find(string id) => _byId.GetValueOrDefault(id);
}
