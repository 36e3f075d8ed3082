using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Assay.Browser;

/// <summary>The story of the bad dataset, told to a fresh sample company, and then a registration by hand, down to the list of the period.</summary>
public sealed partial class SignalShiftTests
{
    [Fact]
    public async Task From_registration_to_the_list_of_promotions_and_refusals_each_with_its_ledger_entry()
    {
        await using var server = await AssayServer.StartAsync("demo", "--story", "signalshift");
        await using var chromium = await Chromium.StartAsync(server.Address);
        var page = await chromium.OpenAsync(script: false);
        var welcome = SignInWords().Match(server.Welcome);

        await page.GotoAsync("/sign-in");
        await page.GetByLabel("E-mail").FillAsync(welcome.Groups["email"].Value);
        await page.GetByLabel("Password").FillAsync(welcome.Groups["password"].Value);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Today" }).WaitForAsync();

        // The story left a version in production, with every rule met and two people's yes.
        await page.GotoAsync("/models");
        await page.GetByRole(AriaRole.Link, new() { Name = "version 1" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Every rule is met.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Jonas Peer").First).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Ines Marek").First).ToBeVisibleAsync();

        // What was measured has its picture and its table, and leads back to the data.
        var version = new Uri(page.Url).AbsolutePath;
        await page.GetByRole(AriaRole.Link, new() { Name = "Measure fairness, and what was done where it failed" }).ClickAsync();
        await Assertions.Expect(page.GetByText("0.310000").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Trace it" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Data that it was computed from")).ToBeVisibleAsync();

        // A registration by hand, and a promotion that nothing speaks for.
        await page.GotoAsync("/models");
        await page.GetByLabel("Name").Last.FillAsync("churn");
        await page.GetByRole(AriaRole.Button, new() { Name = "Register this model" }).ClickAsync();
        await page.GetByText("Register a version").ClickAsync();
        await page.GetByLabel("Where its artifact lies").FillAsync("s3://models/churn/1");
        await page.GetByLabel("Digest of the artifact").FillAsync($"sha256:{new string('e', 64)}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Register version 1" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "churn, version 1" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Put version 1 into production" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Two people approved it");

        // The period: thirteen refusals and a promotion of the story, one refusal by hand; each with its entry.
        await page.GotoAsync("/models/releases");
        await Assertions.Expect(page.Locator("main tbody tr")).ToHaveCountAsync(15);
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "1 Promoted" }).First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("main tbody a[href^='/ledger/']")).ToHaveCountAsync(15);

        List<string> faults = [];
        var look = await chromium.OpenAsync(1440, ColorScheme.Light, script: true, await page.Context.StorageStateAsync());
        foreach (var path in new[] { "/models", "/models/releases", "/models/gate", "/models/components", version, $"{version}/fairness", $"{version}/drift", $"{version}/trace", "/datasets/croissant" })
        {
            faults.AddRange(await look.InspectAsync(path));
        }

        Assert.True(faults is [], string.Join('\n', faults));
    }

    [GeneratedRegex(@"Sign in as (?<email>\S+) with the password (?<password>\S+)", RegexOptions.None, 1000)]
    private static partial Regex SignInWords();
}
