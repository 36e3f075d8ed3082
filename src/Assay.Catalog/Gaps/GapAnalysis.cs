using Assay.Catalog.Conditions;
using Assay.Catalog.Content;
using Assay.Catalog.Interview;
using Assay.Catalog.Plans;
using Assay.Catalog.Scope;

namespace Assay.Catalog.Gaps;

/// <summary>
/// Turns answers and records into a status for each of the 61 criteria and a ranked list of tasks, by the rules that
/// <c>docs/reference/judgement.md</c> states. Pure: the same input gives the same report.
/// </summary>
public static class GapAnalysis
{
    public static GapReport Run(
        CatalogLibrary catalog, AnswerSheet sheet, IReadOnlyList<RecordFinding>? records = null, RankingWeights? weights = null)
    {
        var facts = new Facts(catalog, sheet);
        var scope = ScopeAdvice.For(catalog, sheet, facts);
        var found = (records ?? []).ToLookup(r => r.ControlId);
        var controls = catalog.Controls.ToDictionary(c => c.Id, c => Stand(c, facts, found[c.Id]));
        var criteria = catalog.Criteria.Select(c => Stand(c, facts, scope, controls)).ToList();
        var proposed = ControlSet.For(criteria, controls.Values, facts);

        return new()
        {
            Sheet = sheet,
            Scope = scope,
            Criteria = criteria,
            Controls = proposed,
            Advice = TypeAdvice.For(sheet, facts),
            Frameworks = [.. catalog.Frameworks.Value.Where(f => f.When.Evaluate(facts) is Truth.Yes)],
            Contradictions = [.. catalog.Contradictions.Value.Where(c => c.When.Evaluate(facts) is Truth.Yes)],
            Tasks = Ranking.Rank(catalog, criteria, proposed, weights ?? RankingWeights.Default),
        };
    }

    private static ControlStanding Stand(Control control, Facts facts, IEnumerable<RecordFinding> records)
    {
        if (control.AppliesWhen is { } applies && applies.Evaluate(facts) is Truth.No)
            return new(control, ControlState.NotApplicable, [.. Reasons(applies.Names, facts)]);

        var answers = control.AnsweredBy.Select(by => Told(by, facts)).ToList();
        var told = answers.Contains(ControlState.Unknown) ? ControlState.Unknown : answers.Min();
        if (answers.Contains(ControlState.Absent)) told = ControlState.Absent;      // a known no needs no further answer

        List<Because> because = [.. control.AnsweredBy.Select(by => new Because(by.Fact, facts[by.Fact]?.Text ?? Because.NotAsked))];
        foreach (var record in records)
        {
            because.Add(new(record.Register, record.Shows));
            told = told is ControlState.Failing ? told : record.State;              // one failure outweighs any proof
        }

        return new(control, told, because);
    }

    private static ControlState Told(AnsweredBy by, Facts facts) =>
        ControlStates.Of(facts.Level(by.Fact) is { } level ? (Level)Math.Min((int)level, (int)by.AtMost) : null);

    private static CriterionStanding Stand(
        Criterion criterion, Facts facts, ScopeAdvice scope, Dictionary<string, ControlStanding> controls)
    {
        var keys = criterion.KeyControls.Select(id => controls[id]).ToList();

        if (!scope.Selected.Contains(criterion.Category))
            return new(criterion, CriterionStatus.NotSelected, null, keys, scope.ReasonAgainst(criterion.Category));
        if (criterion.NotApplicableWhen is { } exclusion && exclusion.Condition.Evaluate(facts) is Truth.Yes)
            return new(criterion, CriterionStatus.NotApplicable, null, keys, exclusion.Reason);

        var applying = keys.Where(k => k.State.Applies).ToList();
        var status =
            !applying.Exists(k => k.State.IsBeyondInformal) ? CriterionStatus.Missing
            : applying.TrueForAll(k => k.State.IsInPlace) ? CriterionStatus.Met
            : CriterionStatus.Partial;
        var basis = applying.Count > 0 && applying.TrueForAll(k => k.State is ControlState.Evidenced) ? Basis.Evidenced : Basis.Stated;

        return new(criterion, status, basis, keys, applying.Count == 0 ? "No key control of this criterion applies; name the one that answers it." : null);
    }

    internal static IEnumerable<Because> Reasons(IEnumerable<string> names, Facts facts) =>
        names.Distinct().SelectMany(facts.Behind).Distinct().Select(fact => new Because(fact, facts[fact]?.Text ?? Because.NotAsked));
}
