using Microsoft.Playwright;

namespace Assay.Browser;

/// <summary>What must be true of every page, whoever reads it and on whatever screen.</summary>
internal static class Inspection
{
    private static readonly int[] _widths = [1440, 390];

    /// <summary>Opens the page once and looks at it on a wide and on a narrow screen, in the light and in the dark.</summary>
    /// <returns>What is wrong with it: violations of axe, a page that scrolls sideways, a missing or second h1.</returns>
    public static async Task<IReadOnlyList<string>> InspectAsync(this IPage page, string path)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.GotoAsync(path);

        List<string> faults = [];
        foreach (var width in _widths)
        {
            await page.SetViewportSizeAsync(width, 900);

            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
            await page.SaveAsync(path, width, "light");
            faults.AddRange((await page.ViolationsAsync()).Select(v => $"{path} at {width} px: {v}"));

            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            await page.SaveAsync(path, width, "dark");
            faults.AddRange((await page.ViolationsAsync("color-contrast")).Select(v => $"{path} at {width} px, dark: {v}"));    // all that a theme can spoil

            if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth")) faults.Add($"{path} scrolls sideways at {width} px");
        }

        if (await page.Locator("h1").CountAsync() != 1) faults.Add($"{path} has not exactly one h1");
        return faults;
    }

    /// <summary>Where SCREENSHOTS names a folder, what was tested can be looked at too.</summary>
    private static async Task SaveAsync(this IPage page, string path, int width, string scheme)
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is not { Length: > 0 } folder) return;

        var name = string.Concat(path.Select(c => char.IsLetterOrDigit(c) ? c : '-')).Trim('-');
        await page.ScreenshotAsync(new() { Path = Path.Join(folder, $"{(name is "" ? "today" : name)}-{width}-{scheme}.png".ToLowerInvariant()), FullPage = true });
    }
}
