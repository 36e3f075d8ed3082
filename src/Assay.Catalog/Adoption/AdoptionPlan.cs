using Assay.Catalog.Content;
using Assay.Catalog.Gaps;
using Assay.Catalog.Interview;
using Assay.Catalog.Plans;
using Assay.Catalog.Policies;

namespace Assay.Catalog.Adoption;

/// <summary>
/// What a company takes over from the catalog: the smallest set of controls and policies that covers the criteria it owes, and
/// what else it may choose. Whatever is taken can be found undone, so more is opt-in (rules §8).
/// </summary>
public sealed record AdoptionPlan
{
    public required GapReport Report { get; init; }

    public required IReadOnlyList<Control> Controls { get; init; }

    public required IReadOnlyList<Control> OptionalControls { get; init; }

    public required IReadOnlyList<Policy> Policies { get; init; }

    public required IReadOnlyList<Policy> OptionalPolicies { get; init; }

    public required IReadOnlyList<Duty> Duties { get; init; }

    public required IReadOnlyList<PlannedEvidence> Evidence { get; init; }

    /// <summary>The yearly human work that the controls mean.</summary>
    public required Workload Workload { get; init; }

    /// <summary>What is to be done before these controls operate, most urgent first.</summary>
    public IEnumerable<RemediationTask> Tasks
    {
        get
        {
            var taken = Controls.Select(c => c.Id).ToHashSet();
            return Report.Tasks.Where(t => taken.Contains(t.Id));
        }
    }

    public static AdoptionPlan For(CatalogLibrary catalog, GapReport report) => For(catalog, report, [], []);

    /// <param name="moreControls">Optional controls that the company chose as well.</param>
    /// <param name="morePolicies">Optional policies that it chose as well.</param>
    public static AdoptionPlan For(CatalogLibrary catalog, GapReport report, IReadOnlyCollection<string> moreControls, IReadOnlyCollection<string> morePolicies)
    {
        var facts = new Facts(catalog, report.Sheet);
        var owed = report.Owed.Select(c => c.Criterion.Id).ToHashSet();
        var (coreControls, optionalControls) = Split(
            CoveringSet.Complete(report.Controls.Select(c => c.Control), Offered.Controls(catalog, facts, owed), owed), Offered.Controls(catalog, facts, owed), moreControls);
        var (corePolicies, optionalPolicies) = Split(
            CoveringSet.Complete(PolicySet.Recommended(catalog, report), Offered.Policies(catalog, facts, owed), owed), Offered.Policies(catalog, facts, owed), morePolicies);

        return new()
        {
            Report = report,
            Controls = coreControls,
            OptionalControls = optionalControls,
            Policies = corePolicies,
            OptionalPolicies = optionalPolicies,
            Duties = Duty.Of(catalog, coreControls),
            Evidence = PlannedEvidence.Of(catalog, coreControls),
            Workload = Workload.Of([.. coreControls.Select(c => new ControlStanding(c, ControlState.Unknown, []))]),
        };
    }

    private static (IReadOnlyList<T> Taken, IReadOnlyList<T> Optional) Split<T>(IEnumerable<T> smallest, IEnumerable<T> offered, IReadOnlyCollection<string> more)
        where T : ICatalogItem
    {
        var all = offered.ToDictionary(i => i.Id);
        var taken = smallest.Concat(all.Values.Where(i => more.Contains(i.Id))).DistinctBy(i => i.Id).OrderBy(i => i.Id, StringComparer.Ordinal).ToList();
        var ids = taken.Select(i => i.Id).ToHashSet();

        return (taken, [.. all.Values.Where(i => !ids.Contains(i.Id)).OrderBy(i => i.Id, StringComparer.Ordinal)]);
    }
}
