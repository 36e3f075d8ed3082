using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Assay.Browser;

/// <summary>The program with the sample company, and a real Chromium before it.</summary>
public sealed partial class RunningAssay : IAsyncLifetime
{
    private AssayServer? _server;
    private Chromium? _chromium;

    /// <summary>The cookies of a signed-in owner.</summary>
    public string SignedIn { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        _server = await AssayServer.StartAsync("demo");
        _chromium = await Chromium.StartAsync(_server.Address);

        var welcome = SignInWords().Match(_server.Welcome);
        await SignInAsync(welcome.Groups["email"].Value, welcome.Groups["password"].Value);
    }

    /// <summary>A new window of a signed-in owner.</summary>
    public Task<IPage> OpenAsync(int width = 1440, ColorScheme scheme = ColorScheme.Light, bool script = true) =>
        _chromium!.OpenAsync(width, scheme, script, SignedIn);

    /// <summary>A new window of somebody who has not signed in.</summary>
    public Task<IPage> OpenStrangerAsync(bool script = true) => _chromium!.OpenAsync(1440, ColorScheme.Light, script, "");

    public async ValueTask DisposeAsync()
    {
        if (_chromium is not null) await _chromium.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
    }

    private async Task SignInAsync(string email, string password)
    {
        var page = await OpenAsync();

        await page.GotoAsync("/sign-in");
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Today" }).WaitForAsync();

        SignedIn = await page.Context.StorageStateAsync();
    }

    [GeneratedRegex(@"Sign in as (?<email>\S+) with the password (?<password>\S+)", RegexOptions.None, 1000)]
    private static partial Regex SignInWords();
}
