using Microsoft.Playwright;

namespace Assay.Browser;

/// <summary>Debian's Chromium, driven as a person would use it.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly string _address;

    private Chromium(IPlaywright playwright, IBrowser browser, string address) => (_playwright, _browser, _address) = (playwright, browser, address);

    public static async Task<Chromium> StartAsync(string address)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("ASSAY_CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });

        return new(playwright, browser, address);
    }

    /// <param name="cookies">Those of an earlier window, so that one signs in once; empty for a stranger.</param>
    public async Task<IPage> OpenAsync(int width = 1440, ColorScheme scheme = ColorScheme.Light, bool script = true, string cookies = "")
    {
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = _address,
            ColorScheme = scheme,
            JavaScriptEnabled = script,
            StorageState = cookies is "" ? null : cookies,
            ViewportSize = new() { Width = width, Height = 900 },
        });

        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
