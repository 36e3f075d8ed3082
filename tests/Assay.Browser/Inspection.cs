using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Assay.Browser;

/// <summary>What must be true of every page, whoever reads it and on whatever screen.</summary>
internal static class Inspection
{
    /// <returns>What is wrong with the page: violations of axe, a page that scrolls sideways, a missing or second h1.</returns>
    public static async Task<IReadOnlyList<string>> InspectAsync(this IPage page, string path, int width, ColorScheme scheme)
    {
        await page.GotoAsync(path);
        await page.SaveAsync(path, width, scheme);

        var found = await page.RunAxe();
        List<string> faults = [.. found.Violations.Select(v => $"{path}: {v.Id}: {v.Help} ({string.Join("; ", v.Nodes.Take(3).Select(n => n.Html))})")];

        if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth")) faults.Add($"{path} scrolls sideways at {width} px");
        if (await page.Locator("h1").CountAsync() != 1) faults.Add($"{path} has not exactly one h1");
        return faults;
    }

    /// <summary>Where SCREENSHOTS names a folder, what was tested can be looked at too.</summary>
    private static async Task SaveAsync(this IPage page, string path, int width, ColorScheme scheme)
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is not { Length: > 0 } folder) return;

        var name = string.Concat(path.Select(c => char.IsLetterOrDigit(c) ? c : '-')).Trim('-');
        await page.ScreenshotAsync(new() { Path = Path.Join(folder, $"{(name is "" ? "today" : name)}-{width}-{scheme}.png".ToLowerInvariant()), FullPage = true });
    }
}
