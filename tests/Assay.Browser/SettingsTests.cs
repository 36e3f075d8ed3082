using Microsoft.Playwright;

namespace Assay.Browser;

public sealed class SettingsTests(RunningAssay assay) : IClassFixture<RunningAssay>
{
    private static readonly string[] _pages =
        ["/settings", "/settings/tokens", "/settings/tokens?show=closed", "/settings/tokens/new", "/settings/organization", "/settings/security"];

    [Fact]
    public async Task The_settings_can_be_read_by_everybody()
    {
        var page = await assay.OpenAsync();
        var account = await AddAsync(page, "pipeline");
        await IssueAsync(page);

        List<string> faults = [];
        foreach (var path in _pages.Append(account)) faults.AddRange(await page.InspectAsync(path));

        Assert.True(faults is [], string.Join('\n', faults));
    }

    [Fact]
    public async Task A_token_is_made_shown_once_used_and_revoked_without_any_script()
    {
        var page = await assay.OpenAsync(script: false);
        await AddAsync(page, "nightly-export");
        var token = await IssueAsync(page);

        var program = await page.APIRequest.FetchAsync(new Uri(new Uri(page.Url), "/api/whoami").ToString(), new() { Headers = Bearer(token) });
        Assert.Equal(200, program.Status);
        Assert.Contains("nightly-export", await program.TextAsync(), StringComparison.Ordinal);

        await page.GotoAsync(page.Url);
        await Assertions.Expect(page.GetByText(token)).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke In CI" }).ClickAsync();
        await Assertions.Expect(page.Locator("td .status", new() { HasText = "Revoked" })).ToBeVisibleAsync();

        var after = await page.APIRequest.FetchAsync(new Uri(new Uri(page.Url), "/api/whoami").ToString(), new() { Headers = Bearer(token) });
        Assert.Equal(401, after.Status);
    }

    private static Dictionary<string, string> Bearer(string token) => new() { ["Authorization"] = $"Bearer {token}" };

    /// <returns>The path of its page.</returns>
    private static async Task<string> AddAsync(IPage page, string name)
    {
        await page.GotoAsync("/settings/tokens/new");
        await page.GetByLabel("Name").FillAsync(name);
        await page.GetByLabel("What it is for").FillAsync("Sends what it made each night.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the service account" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = name, Level = 1 }).WaitForAsync();

        return new Uri(page.Url).AbsolutePath;
    }

    private static async Task<string> IssueAsync(IPage page)
    {
        await page.GetByLabel("Where it will be used").FillAsync("In CI");
        await page.Locator("input[value='AddEvidence']").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Issue the token" }).ClickAsync();

        return await page.Locator("#token").InnerTextAsync();
    }
}
