using Assay.Catalog.Conditions;
using Assay.Catalog.Content;
using Assay.Catalog.Interview;

namespace Assay.Catalog.Scope;

/// <summary>Which categories are recommended and which are selected, with the rule that fired and what to be warned of.</summary>
public sealed record ScopeAdvice
{
    public required IReadOnlyList<CategoryAdvice> Categories { get; init; }

    public required IReadOnlyList<ScopeWarning> Warnings { get; init; }

    public IReadOnlySet<Category> Selected => Categories.Where(c => c.Selected).Select(c => c.Category).ToHashSet();

    public string? ReasonAgainst(Category category) => Categories.First(c => c.Category == category).LeftOutBecause;

    public static ScopeAdvice For(CatalogLibrary catalog, AnswerSheet sheet, Facts facts)
    {
        var fired = catalog.ScopeRules.Value.Where(r => r.When is null || r.When.Evaluate(facts) is Truth.Yes).ToList();
        var categories = Enum.GetValues<Category>().Select(category => Advise(category, fired, sheet.Scope)).ToList();

        return new() { Categories = categories, Warnings = [.. ScopeWarnings.For(catalog, sheet, facts, categories, fired)] };
    }

    private static CategoryAdvice Advise(Category category, List<ScopeRule> fired, ScopeChoice? choice)
    {
        var reasons = fired.Where(r => r.Kind is ScopeRuleKind.Recommend && r.Category == category).ToList();
        var recommended = category is Category.Security || reasons.Count > 0;
        var selected = category is Category.Security || (choice is null ? recommended : choice.Categories.Contains(category));

        return new(category, recommended, selected, [.. reasons.Select(r => new FiredRule(r.Id, r.Because))],
            selected ? null : choice?.Reasons.GetValueOrDefault(category.Word()) ?? "Nothing that you answered calls for it.");
    }
}

public sealed record CategoryAdvice(
    Category Category, bool Recommended, bool Selected, IReadOnlyList<FiredRule> Rules, string? LeftOutBecause);

public sealed record FiredRule(string Id, string Because);

/// <param name="Id">Names the rule, e.g. <c>training-excluded</c>.</param>
/// <param name="Blocks">Only a named person's written reason clears it.</param>
public sealed record ScopeWarning(string Id, string Message, bool Blocks);
