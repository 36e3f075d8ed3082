using Microsoft.Playwright;

namespace Assay.Browser;

public sealed class AdoptionTests(RunningAssay assay) : IClassFixture<RunningAssay>
{
    private static readonly string[] _pages =
    [
        "/adopt", "/adopt/controls", "/adopt/controls/AC-06", "/adopt/updates", "/policies", "/policies/profile", "/policies/T21", "/policies/T21/edit",
        "/policies/T21/fresh", "/policies/T21/compare?from=1&to=1", "/calendar",
    ];

    [Fact]
    public async Task What_was_adopted_can_be_read_by_everybody()
    {
        var page = await assay.OpenAsync();
        await AdoptAsync(page);
        await page.GotoAsync("/calendar");
        var duty = await page.Locator("main tbody th a").First.GetAttributeAsync("href");

        List<string> faults = [];
        foreach (var path in _pages.Append(duty!)) faults.AddRange(await page.InspectAsync(path));

        Assert.True(faults is [], string.Join('\n', faults));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_policy_is_edited_and_its_change_shown_without_any_script()
    {
        var page = await assay.OpenAsync(script: false);
        await AdoptAsync(page);

        await page.GotoAsync("/policies/T01/edit");
        var text = await page.GetByLabel("Text", new() { Exact = true }).InputValueAsync();
        await page.GetByLabel("Text", new() { Exact = true }).FillAsync(text + "\nOur own last word.\n");
        await page.GetByLabel("What changed and why").FillAsync("One more sentence.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save as version 2" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "from 1" }).ClickAsync();

        await Assertions.Expect(page.Locator("ins", new() { HasText = "Our own last word." })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("del")).ToHaveCountAsync(0);
    }

    /// <summary>Once for the company, whichever test comes first.</summary>
    private static async Task AdoptAsync(IPage page)
    {
        await page.GotoAsync("/adopt");
        var adopt = page.GetByRole(AriaRole.Button, new() { Name = "Adopt " });
        if (await adopt.CountAsync() > 0) await adopt.ClickAsync();

        await page.GotoAsync("/policies");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Information Security Policy" })).ToBeVisibleAsync();
    }
}
