using Microsoft.Playwright;

namespace Assay.Browser;

public sealed class PagesTests(RunningAssay assay) : IClassFixture<RunningAssay>
{
    private static readonly string[] _pages =
    [
        "/", "/people", "/people/new", "/people/import", "/people?q=nobody-at-all", "/access", "/access/systems", "/access/accounts", "/access/accounts?show=privileged-without-mfa",
        "/access/accounts/import", "/interview", "/interview/transcript", "/interview/delegations", "/scope", "/gaps", "/gaps/tasks", "/gaps/runs", "/gaps/weights",
        "/criteria", "/criteria/CC6.1", "/controls", "/plan", "/plan/milestones", "/plan/milestones/lead-named", "/plan/cost", "/plan/workload", "/plan/paid", "/account", "/account/password", "/account/factors", "/account/factors/authenticator", "/settings/sign-in", "/no-such-page",
        "/settings", "/settings/sign-on", "/settings/provisioning", "/settings/jobs", "/settings/data", "/settings/mlflow", "/sign-in/organization", "/sign-in/organization/nobody",
    ];

    [Fact]
    public async Task Every_page_can_be_read_by_everybody_and_never_scrolls_sideways()
    {
        var page = await assay.OpenAsync();
        List<string> faults = [];
        page.Console += (_, said) => { if (said.Type is "error" && !said.Text.Contains("404", StringComparison.Ordinal)) faults.Add($"console: {said.Text}"); };

        await page.ImportAsync("people", Journey.People);
        await page.ImportAsync("access/accounts", Journey.Accounts);
        await page.GotoAsync("/people?q=Grace");
        var person = await page.Locator("main tbody th a").First.GetAttributeAsync("href");

        foreach (var path in _pages.Append(person!).Append($"{person}/edit").Append($"{person}/remove"))
        {
            faults.AddRange(await page.InspectAsync(path));
        }

        Assert.True(faults is [], string.Join('\n', faults));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_leaver_who_can_still_come_in_is_found_without_any_script()
    {
        var page = await assay.OpenAsync(script: false);

        await page.ImportAsync("people", Journey.People);
        await page.ImportAsync("access/accounts", Journey.Accounts);
        await page.GotoAsync("/access");

        await Assertions.Expect(page.GetByText("Grace Osei left on 2026-01-31; the account 'gosei' in GitHub is still active.")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#SharedAccount tbody tr")).ToHaveCountAsync(6);          // three of these, three of the sample

        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Leavers with a live account: 3" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Access reviews" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_chart_is_drawn_from_its_table_within_the_security_policy()
    {
        var page = await assay.OpenAsync();
        List<string> faults = [];
        page.Console += (_, said) => { if (said.Type is "error") faults.Add(said.Text); };

        await page.GotoAsync("/people");
        await page.EvaluateAsync("""
            document.querySelector("main").innerHTML = `<assay-chart kind="line"><table>
              <thead><tr><th>Day</th><th>Met</th><th>Partial</th></tr></thead>
              <tbody><tr><th>2026-01-01</th><td>3</td><td>9</td></tr><tr><th>2026-02-01</th><td>12</td><td></td></tr></tbody></table></assay-chart>`;
            """);

        await Assertions.Expect(page.GetByRole(AriaRole.Img, new() { Name = "Met, Partial" }).Locator("canvas")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Cell, new() { Name = "12" })).ToBeVisibleAsync();
        Assert.Empty(faults);
    }

    [Fact]
    public async Task The_theme_is_chosen_without_script_and_kept()
    {
        var page = await assay.OpenAsync(script: false);

        await page.GotoAsync("/people");
        await page.GetByRole(AriaRole.Button, new() { Name = "Dark" }).ClickAsync();

        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "People", Level = 1 })).ToBeVisibleAsync();
    }
}
