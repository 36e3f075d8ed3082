using Assay.Catalog.Content;
using Assay.Catalog.Plans;
using Assay.Catalog.Source;

namespace Assay.Catalog.Checking;

/// <summary>Programme plans run forwards and name what exists; numbers are ranges, and those that the estimate reads are there.</summary>
internal static class PlanCheck
{
    public static IEnumerable<Fault> Check(CatalogLibrary catalog, CatalogSource source) =>
        [.. catalog.Plans.Value.SelectMany(p => Plan(p, catalog, source)), .. Numbers(catalog, source)];

    private static IEnumerable<Fault> Plan(ProgrammePlan plan, CatalogLibrary catalog, CatalogSource source)
    {
        Fault At(string place, string message) => source.At("plans", plan.Id, $"{plan.Id}.{place}", message);

        if (plan.Phases.Count == 0) yield return At("phases", "a plan has at least one phase.");
        foreach (var twice in plan.Milestones.GroupBy(m => m.Id).Where(g => g.Count() > 1))
            yield return At($"milestones[{twice.Key}]", "this id is used twice in the plan.");

        foreach (var phase in plan.Phases)
        {
            if (phase.From.Anchor > phase.Until.Anchor || phase.From.Anchor == phase.Until.Anchor && phase.From.Days >= phase.Until.Days)
                yield return At($"phases[{phase.Id}].until", "a phase ends after it begins.");
            if (phase.Entry.Count == 0 || phase.Exit.Count == 0)
                yield return At($"phases[{phase.Id}]", "a phase has conditions for entry and for exit.");
        }
    }

    private static IEnumerable<Fault> Numbers(CatalogLibrary catalog, CatalogSource source)
    {
        foreach (var number in catalog.Numbers.Value)
        {
            Fault At(string place, string message) => source.At("numbers", number.Id, $"{number.Id}.{place}", message);

            if (number.Low > number.High) yield return At("low", "the low end is above the high end.");
            if (number.Default < number.Low || number.Default > number.High) yield return At("default", $"lies outside {number.Low} to {number.High}.");
        }

        // A folder that ships no plan yet needs no numbers for one either.
        if (catalog.Plans.Value.Count == 0) yield break;
        foreach (var id in PlanNumbers.All.Where(id => !catalog.Numbers.Value.Exists(n => n.Id == id)))
            yield return new("numbers.yaml", 0, id, "the plan and the cost estimate read this number, and it is absent.");

        foreach (var year in Enum.GetValues<CostYear>())
        {
            if (catalog.Numbers.Value.Find(n => n.Id == PlanNumbers.Of(year)) is not { } total) continue;
            var parts = Enum.GetValues<CostPart>().Select(p => catalog.Numbers.Value.Find(n => n.Id == PlanNumbers.Of(year, p))).OfType<ReferenceNumber>().ToList();
            if ((parts.Sum(p => p.Low), parts.Sum(p => p.High), parts.Sum(p => p.Default)) != (total.Low, total.High, total.Default))
                yield return source.At("numbers", total.Id, total.Id, "a total is the sum of its parts, in the low, the high and the default.");
        }
    }
}
