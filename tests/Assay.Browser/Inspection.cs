using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Assay.Browser;

/// <summary>What must be true of every page, whoever reads it and on whatever screen.</summary>
internal static class Inspection
{
    // Each width and each theme once: what is wrong with one of either shows in its pair.
    private static readonly (int Width, ColorScheme Scheme)[] _screens = [(1440, ColorScheme.Light), (390, ColorScheme.Dark)];

    /// <summary>Opens the page once and looks at it on a wide screen in the light and on a narrow one in the dark.</summary>
    /// <returns>What is wrong with it: violations of axe, a page that scrolls sideways, a missing or second h1.</returns>
    public static async Task<IReadOnlyList<string>> InspectAsync(this IPage page, string path)
    {
        await page.GotoAsync(path);

        List<string> faults = [];
        foreach (var (width, scheme) in _screens)
        {
            await page.SetViewportSizeAsync(width, 900);
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.SaveAsync(path, width, scheme);

            var found = await page.RunAxe();
            faults.AddRange(found.Violations.Select(v => $"{path} at {width} px: {v.Id}: {v.Help} ({string.Join("; ", v.Nodes.Take(3).Select(n => n.Html))})"));
            if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth")) faults.Add($"{path} scrolls sideways at {width} px");
        }

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
