using Microsoft.Playwright;

namespace Assay.Browser;

public sealed class MembersTests(RunningAssay assay) : IClassFixture<RunningAssay>
{
    private static readonly string[] _pages = ["/settings/members", "/settings/elevation"];

    [Fact]
    public async Task Members_can_be_read_by_everybody()
    {
        var page = await assay.OpenAsync();
        await page.GotoAsync("/settings/members");
        var member = await page.Locator("main tbody th a").First.GetAttributeAsync("href");

        List<string> faults = [];
        foreach (var path in _pages.Append(member!)) faults.AddRange(await page.InspectAsync(path));

        Assert.True(faults is [], string.Join('\n', faults));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Somebody_is_invited_joins_and_asks_for_a_role_without_any_script()
    {
        var owner = await assay.OpenAsync(script: false);
        await owner.GotoAsync("/settings/members");
        await owner.GetByLabel("E-mail address").FillAsync("grace.hopper@example.com");
        await owner.GetByLabel("contributor").CheckAsync();
        await owner.GetByRole(AriaRole.Button, new() { Name = "Make the invitation" }).ClickAsync();
        var link = await owner.Locator("code.link-once").InnerTextAsync();

        var grace = await assay.OpenStrangerAsync(script: false);
        await grace.GotoAsync(link);
        await grace.GetByLabel("Your name").FillAsync("Grace H");
        await grace.GetByLabel("Password").FillAsync("copper kettle on tuesday");
        await grace.GetByRole(AriaRole.Button, new() { Name = "Create the account and join" }).ClickAsync();
        await Assertions.Expect(grace.GetByRole(AriaRole.Heading, new() { Name = "Today" })).ToBeVisibleAsync();
        await Assertions.Expect(grace.GetByRole(AriaRole.Link, new() { Name = "People", Exact = true })).ToHaveCountAsync(0);

        await grace.GotoAsync("/settings/members");
        await Assertions.Expect(grace.GetByRole(AriaRole.Heading, new() { Name = "You may not open this" })).ToBeVisibleAsync();

        await grace.GotoAsync("/settings/elevation");
        await grace.GetByLabel("What for").FillAsync("On call for the access review");
        await grace.GetByRole(AriaRole.Button, new() { Name = "Ask", Exact = true }).ClickAsync();
        await Assertions.Expect(grace.GetByText("Somebody else decides.")).ToBeVisibleAsync();

        await owner.GotoAsync("/settings/elevation");
        await owner.GetByRole(AriaRole.Button, new() { Name = "Approve for 60 minutes" }).ClickAsync();
        await Assertions.Expect(owner.GetByRole(AriaRole.Row, new() { Name = "On call for the access review" })).ToContainTextAsync("Approved");
    }
}
