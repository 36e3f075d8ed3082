using System.Text;
using Microsoft.Playwright;

namespace Assay.Browser;

public sealed class EvidenceTests(RunningAssay assay) : IClassFixture<RunningAssay>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Files_are_added_with_script_and_without(bool script)
    {
        var page = await assay.OpenAsync(script: script);
        await FillAsync(page, [("one.txt", $"one {script}"), ("two.txt", $"two {script}")]);

        await page.GetByRole(AriaRole.Button, new() { Name = "Add to the vault" }).ClickAsync();

        await page.WaitForURLAsync("**/evidence?status=Waiting");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "one.txt" }).First).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "two.txt" }).First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_large_file_that_broke_off_goes_on_where_it_stopped()
    {
        var page = await assay.OpenAsync();
        var (parts, broken) = (0, false);
        await page.RouteAsync("**/parts/*", async route =>
        {
            if (!broken && route.Request.Url.EndsWith("/parts/1", StringComparison.Ordinal))
            {
                broken = true;
                await route.AbortAsync();
                return;
            }

            parts++;
            await route.ContinueAsync();
        });
        await FillAsync(page, [("large.txt", new string('x', 9 * 1024 * 1024))]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add to the vault" }).ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/evidence/", StringComparison.Ordinal) && !url.EndsWith("/new", StringComparison.Ordinal), new() { Timeout = 60_000 });

        Assert.True(broken);
        Assert.Equal(2, parts);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "large.txt", Level = 1 })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Dropped_files_are_taken_as_if_they_were_chosen()
    {
        var page = await assay.OpenAsync();
        await FillAsync(page, []);
        var dropped = await page.EvaluateHandleAsync("() => { const data = new DataTransfer(); data.items.add(new File(['dropped'], 'dropped.txt')); return data; }");

        await page.Locator("assay-upload form").DispatchEventAsync("drop", new { dataTransfer = dropped });
        await page.GetByRole(AriaRole.Button, new() { Name = "Add to the vault" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "dropped.txt", Level = 1 })).ToBeVisibleAsync();
    }

    private static async Task FillAsync(IPage page, (string Name, string Content)[] files)
    {
        await page.GotoAsync("/evidence/new");
        await page.GetByLabel("Kind").SelectOptionAsync("occurrence");
        await page.GetByLabel("Controls that it serves").FillAsync("AC-05");
        await page.GetByLabel("First day that it covers").FillAsync("2026-01-15");
        if (files is not [])
            await page.Locator("input[type=file]").SetInputFilesAsync(files.Select(f => new FilePayload { Name = f.Name, MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes(f.Content) }));
    }
}
