using Assay.Catalog.Content;
using Assay.Catalog.Interview;
using Assay.Catalog.Plans;
using Assay.Catalog.Scope;

namespace Assay.Catalog.Gaps;

/// <summary>The gap analysis of one company at one state of its answers.</summary>
public sealed record GapReport
{
    public required AnswerSheet Sheet { get; init; }

    public required ScopeAdvice Scope { get; init; }

    /// <summary>All 61, in the catalog's order.</summary>
    public required IReadOnlyList<CriterionStanding> Criteria { get; init; }

    /// <summary>The controls that the company is proposed to run, with their state.</summary>
    public required IReadOnlyList<ControlStanding> Controls { get; init; }

    /// <summary>By rank.</summary>
    public required IReadOnlyList<RemediationTask> Tasks { get; init; }

    public required TypeAdvice Advice { get; init; }

    /// <summary>Other regimes that the answers point to; SOC 2 satisfies none of them.</summary>
    public required IReadOnlyList<Framework> Frameworks { get; init; }

    /// <summary>Answers that cannot all be right. Until one is changed, the statuses that rest on them are doubtful.</summary>
    public required IReadOnlyList<Contradiction> Contradictions { get; init; }

    public Workload Workload => Workload.Of(Controls);

    /// <summary>How a control stands, whether it is in the proposed set or a key control outside of it; null where it is neither.</summary>
    public ControlState? StateOf(string controlId) =>
        (Controls.FirstOrDefault(c => c.Id == controlId) ?? Criteria.SelectMany(c => c.KeyControls).FirstOrDefault(c => c.Id == controlId))?.State;

    /// <summary>Criteria that the company owes: selected, and applicable.</summary>
    public IEnumerable<CriterionStanding> Owed => Criteria.Where(c => c.IsOwed);

    public int Count(CriterionStatus status, Category? category = null) =>
        Criteria.Count(c => c.Status == status && (category is null || c.Criterion.Category == category));

    /// <summary>Readiness, never a bare percentage: n of m criteria evidenced, k blockers.</summary>
    public Readiness Readiness => new(
        Owed.Count(c => c is { Status: CriterionStatus.Met, Basis: Basis.Evidenced }),
        Owed.Count(c => c is { Status: CriterionStatus.Met, Basis: Basis.Stated }),
        Owed.Count(),
        Count(CriterionStatus.Missing));
}

/// <param name="Evidenced">Criteria met by records.</param>
/// <param name="Stated">Criteria met by answers alone.</param>
/// <param name="Owed">Criteria selected and applicable.</param>
/// <param name="Blockers">Criteria with nothing in place.</param>
public sealed record Readiness(int Evidenced, int Stated, int Owed, int Blockers)
{
    public override string ToString() =>
        $"{Evidenced} of {Owed} criteria evidenced, {Stated} met as stated, {Blockers} {(Blockers == 1 ? "blocker" : "blockers")}";
}
