using Assay.Catalog.Content;

namespace Assay.Catalog.Gaps;

/// <summary>Orders what is to be done by the audit risk of leaving it (rules §2).</summary>
public static class Ranking
{
    public static IReadOnlyList<RemediationTask> Rank(
        CatalogLibrary catalog, IReadOnlyList<CriterionStanding> criteria, IReadOnlyList<ControlStanding> controls, RankingWeights weights)
    {
        var owed = criteria.Where(c => c.IsOwed).ToDictionary(c => c.Criterion.Id);

        return [.. controls
            .Where(c => c.State.Shortfall > 0m)
            .Select(c => Task(catalog, owed, c, weights))
            .OrderByDescending(t => t.Score)
            .ThenByDescending(t => t.Parts.G)
            .ThenBy(t => t.LatestStart)
            .ThenBy(t => t.Id, StringComparer.Ordinal)
            .Select((task, i) => task with { Rank = i + 1 })];
    }

    /// <summary>100 × S × (wG·G + wC·C + wX·X + wT·T), to one decimal.</summary>
    public static decimal Score(ScoreParts parts, RankingWeights weights) => Math.Round(
        100m * parts.S * (weights.Group * parts.G + weights.Alone * parts.C + weights.Risk * parts.X + weights.Time * parts.T),
        1, MidpointRounding.AwayFromZero);

    private static RemediationTask Task(
        CatalogLibrary catalog, Dictionary<string, CriterionStanding> owed, ControlStanding standing, RankingWeights weights)
    {
        var control = standing.Control;
        var served = control.Criteria.Select(m => owed.GetValueOrDefault(m.Id)).OfType<CriterionStanding>().ToList();
        var parts = new ScoreParts(
            S: standing.State.Shortfall,
            G: weights.Groups[control.Group],
            C: served.Select(c => Alone(c, control)).DefaultIfEmpty(0.2m).Max(),
            X: control.Risks.Select(id => catalog.Risks.TryGet(id, out var risk) ? risk.Inherent : 0).DefaultIfEmpty(0).Max() / 25m,
            T: control.Timing switch { Timing.Window => 1m, Timing.Once => 0.5m, _ => 0m });

        return new()
        {
            Rank = 0,
            Control = control,
            Title = Title(standing),
            Score = Score(parts, weights),
            Parts = parts,
            Criteria = [.. served.Select(c => c.Criterion.Id)],
            State = standing.State,
            Because = standing.Because,
        };
    }

    /// <summary>C: how alone the control stands on its worst criterion, the one with fewest other key controls in place.</summary>
    private static decimal Alone(CriterionStanding criterion, Control control) =>
        criterion.KeyControls.Count(k => k.Control.Id != control.Id && k.State.IsInPlace) switch { 0 => 1m, 1 => 0.5m, _ => 0.2m };

    /// <summary>What is stated needs no building any more, but records.</summary>
    private static string Title(ControlStanding standing) => standing.State switch
    {
        ControlState.Stated => $"Keep records that show: {standing.Control.Title}",
        ControlState.Failing => $"Mend, since records show it failing: {standing.Control.Title}",
        ControlState.Unknown => $"Find out, then: {standing.Control.Task}",
        _ => standing.Control.Task,
    };
}
