using Assay.Catalog.Interview;

namespace Assay.Catalog.Policies;

/// <summary>What a template may ask for, and where it comes from.</summary>
public static class Placeholders
{
    /// <summary>Filled in from the company's profile.</summary>
    public static IReadOnlyList<string> FromProfile { get; } =
    [
        "product", "security_lead", "privacy_lead", "executive_sponsor", "ml_lead", "engineering_lead", "people_lead", "security_contact", "regions",
    ];

    /// <summary>Filled in from the interview unless the profile says it better: placeholder and fact.</summary>
    public static IReadOnlyDictionary<string, string> FromAnswers { get; } = new Dictionary<string, string>
    {
        ["providers"] = "infrastructure_providers",
        ["model_sources"] = "model_origin",
        ["data_classes"] = "customer_data_classes",
    };

    public static IEnumerable<string> All => FromProfile.Concat(FromAnswers.Keys).Append("company");

    internal static IEnumerable<KeyValuePair<string, string>> For(CatalogLibrary catalog, AnswerSheet sheet)
    {
        yield return new("company", sheet.Company);

        foreach (var name in FromProfile.Concat(FromAnswers.Keys))
            if (sheet.Profile.TryGetValue(name, out var value)) yield return new(name, value);

        foreach (var pair in Answered(catalog, sheet).Where(p => !sheet.Profile.ContainsKey(p.Key))) yield return pair;
    }

    /// <summary>What the interview alone would fill in.</summary>
    public static IReadOnlyDictionary<string, string> Answered(CatalogLibrary catalog, AnswerSheet sheet)
    {
        var facts = new Facts(catalog, sheet);
        return (
            from placeholder in FromAnswers
            let choices = catalog.Questions.Value.Find(q => q.Id == placeholder.Value)?.Choices
            let chosen = facts.Values(placeholder.Value)
            where choices is not null && chosen is not null
            select (placeholder.Key, Value: Listed([.. choices.Where(c => chosen.Contains(c.Id)).Select(c => c.Name ?? c.Label)])))
            .ToDictionary(p => p.Key, p => p.Value);
    }

    /// <returns>"a", "a and b", "a, b and c".</returns>
    internal static string Listed(IReadOnlyList<string> items) => items.Count switch
    {
        0 => "none",
        1 => items[0],
        _ => $"{string.Join(", ", items.Take(items.Count - 1))} and {items[^1]}",
    };
}
