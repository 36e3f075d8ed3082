using Assay.Catalog.Conditions;
using Assay.Catalog.Content;
using Assay.Catalog.Interview;

namespace Assay.Catalog.Scope;

/// <summary>Scope too wide costs controls and exceptions; scope too narrow costs the report its worth.</summary>
internal static class ScopeWarnings
{
    public static IEnumerable<ScopeWarning> For(
        CatalogLibrary catalog, AnswerSheet sheet, Facts facts, IReadOnlyList<CategoryAdvice> categories, List<ScopeRule> fired) =>
        [.. TooWide(catalog, sheet, categories, fired), .. TooNarrow(categories), .. Excluded(sheet, facts)];

    /// <summary>Selected, and neither a commitment nor an answer supports it.</summary>
    private static IEnumerable<ScopeWarning> TooWide(
        CatalogLibrary catalog, AnswerSheet sheet, IReadOnlyList<CategoryAdvice> categories, List<ScopeRule> fired) =>
        from advice in categories
        where advice.Selected && sheet.Commitments.All(c => c.Category != advice.Category)
        from rule in fired
        where rule.Kind is ScopeRuleKind.Unsupported && rule.Category == advice.Category
        let criteria = catalog.Criteria.Where(c => c.Category == advice.Category).ToList()
        let controls = criteria.SelectMany(c => c.KeyControls).Distinct().Count()
        select new ScopeWarning(rule.Id,
            $"{rule.Because} Keeping it adds {criteria.Count} criteria and {controls} key controls to what can go wrong. Link a commitment that asks for it, or leave it out.",
            Blocks: false);

    private static IEnumerable<ScopeWarning> TooNarrow(IReadOnlyList<CategoryAdvice> categories) =>
        from advice in categories
        where advice is { Recommended: true, Selected: false }
        select new ScopeWarning($"left-out-{advice.Category.Word()}",
            $"{advice.Category.Title} is recommended ({string.Join(" ", advice.Rules.Select(r => r.Because))}) and left out: {advice.LeftOutBecause}",
            Blocks: false);

    /// <summary>The model is part of what is sold, and the place where it is made is not looked at.</summary>
    private static IEnumerable<ScopeWarning> Excluded(AnswerSheet sheet, Facts facts) =>
        from component in sheet.Components
        where !component.InScope && component.Class is ComponentClass.Training or ComponentClass.DataPipeline
        where !component.InScope && facts.Flag("own_models") is not Truth.No
        let cleared = component is { ExcludedBecause.Length: > 0, ExcludedBy.Length: > 0 }
        select new ScopeWarning("training-excluded",
            cleared
                ? $"'{component.Name}' is out of scope although your own model is part of what you sell. {component.ExcludedBy}: {component.ExcludedBecause}"
                : $"'{component.Name}' is out of scope although your own model is part of what you sell: an auditor will ask where it is made. Include it, or let a named person write down why not.",
            Blocks: !cleared);
}
