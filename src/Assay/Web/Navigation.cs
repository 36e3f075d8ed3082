namespace Assay.Web;

/// <summary>One line of the navigation. A feature adds its own; the order is the house's, not the order of registration.</summary>
/// <param name="Title">One of the titles that <see cref="Navigation"/> has a place for.</param>
/// <param name="Path">Without a leading slash; empty for the first page.</param>
/// <param name="Icon">The name of an icon that FrontEnd.targets copies.</param>
public sealed record NavigationEntry(string Title, string Path, string Icon);

/// <summary>What the left side shows: only what exists, in one order, so that people find a page where it was yesterday.</summary>
public sealed class Navigation
{
    /// <summary>Every page that may stand here, by group. An entry that is not listed is refused at start.</summary>
    private static readonly (string? Group, string[] Titles)[] _order =
    [
        (null, ["Today"]),
        ("Readiness", ["Interview", "Scope", "Gaps", "Plan"]),
        ("Programme", ["Controls", "Policies", "Risks", "Vendors", "People", "Access reviews", "Training", "Incidents", "Calendar"]),
        ("Machine learning", ["Datasets", "Pipelines", "Models", "Fairness", "Inference", "Monitoring", "Privacy"]),
        ("Assurance", ["Evidence", "Checks", "Audits", "Findings", "Ledger"]),
        (null, ["Customers", "Library", "Settings"]),
    ];

    public Navigation(IEnumerable<NavigationEntry> entries)
    {
        var byTitle = entries.ToDictionary(e => e.Title);
        var unknown = byTitle.Keys.Except(_order.SelectMany(g => g.Titles)).ToList();

        if (unknown is not []) throw new InvalidOperationException($"The navigation has no place for {string.Join(", ", unknown)}.");

        Groups = [.. _order
            .Select(g => new Group(g.Group, [.. g.Titles.Where(byTitle.ContainsKey).Select(t => byTitle[t])]))
            .Where(g => g.Entries is not [])];
    }

    public IReadOnlyList<Group> Groups { get; }

    /// <summary>The entry that a page belongs to: its own, or that of the list above it.</summary>
    public NavigationEntry? Of(PathString path) => Groups
        .SelectMany(g => g.Entries)
        .Where(e => e.Path is "" ? path == "/" : path.StartsWithSegments($"/{e.Path}", StringComparison.Ordinal))
        .MaxBy(e => e.Path.Length);

    public sealed record Group(string? Title, IReadOnlyList<NavigationEntry> Entries);
}

public static class NavigationSetup
{
    public static void AddNavigation(this IServiceCollection services, string title, string path, string icon) =>
        services.AddSingleton(new NavigationEntry(title, path, icon));
}
