using Microsoft.Playwright;

namespace Assay.Browser;

/// <summary>Coming in through an organisation's own provider, in a real browser and against a real provider.</summary>
public sealed class SingleSignOnTests(RunningAssay assay) : IClassFixture<RunningAssay>
{
    [Fact]
    public async Task From_the_settings_to_a_person_who_came_in_through_the_provider()
    {
        var owner = await assay.OpenAsync();
        await owner.GotoAsync("/settings/sign-on");
        await using var provider = await ProviderProcess.StartAsync(await owner.Locator("main code").First.InnerTextAsync());
        await SetUpAsync(owner, provider);

        var link = await InviteAsync(owner, "grace@lumen.example");
        var grace = await assay.OpenStrangerAsync();
        await SignInAtProviderAsync(grace, "grace@lumen.example", "grace");
        await grace.GetByRole(AriaRole.Heading, new() { Name = "Today" }).WaitForAsync();

        // A provider's word changes nothing that opens the account elsewhere.
        await grace.GotoAsync("/account/factors");
        await Assertions.Expect(grace.GetByText("You came in through your organisation's provider")).ToBeVisibleAsync();
        await Assertions.Expect(grace.GetByLabel("Name of the passkey")).ToHaveCountAsync(0);
        string[] faults = [.. await owner.InspectAsync("/settings/sign-on"), .. await grace.InspectAsync("/account/factors"), .. await grace.InspectAsync("/account/password"), .. await grace.InspectAsync(link)];
        await Assertions.Expect(grace.GetByLabel("New password")).ToBeVisibleAsync();
        Assert.True(faults is [], string.Join('\n', faults));

        // Known at the provider is not enough: the domain is another.
        var mallory = await assay.OpenStrangerAsync();
        await SignInAtProviderAsync(mallory, "anybody@lumen.example", "mallory");
        await Assertions.Expect(mallory.GetByText("you may not come in here with that account")).ToBeVisibleAsync();

        // The second time the provider knows the browser, and Assay knows the person.
        await grace.Context.ClearCookiesAsync(new() { Name = "assay" });
        await grace.GotoAsync("/people");
        await grace.GetByRole(AriaRole.Link, new() { Name = "Sign in through your organisation" }).ClickAsync();
        await FindAsync(grace, "lumen");
        await grace.GetByRole(AriaRole.Heading, new() { Name = "People", Exact = true }).WaitForAsync();
    }

    private static async Task SetUpAsync(IPage page, ProviderProcess provider)
    {
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Lumen ID");
        await page.GetByLabel("Short name of your organisation").FillAsync("lumen");
        await page.GetByLabel("Issuer").FillAsync(provider.Issuer);
        await page.GetByLabel("Client id").FillAsync("assay");
        await page.GetByLabel("Client secret").FillAsync(ProviderProcess.Secret);
        await page.GetByLabel("Domains that it speaks for").FillAsync("lumen.example");
        await page.GetByLabel("People without an account here").SelectOptionAsync("True");
        await page.GetByLabel("Role of a new account").SelectOptionAsync("ControlOwner");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save how your people come in" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Your sign-in page is")).ToBeVisibleAsync();
    }

    private static async Task<string> InviteAsync(IPage page, string email)
    {
        await page.GotoAsync("/settings/members");
        await page.GetByLabel("E-mail address").FillAsync(email);
        await page.GetByLabel("contributor").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the invitation" }).ClickAsync();
        return await page.Locator("code.link-once").InnerTextAsync();
    }

    private static async Task SignInAtProviderAsync(IPage page, string email, string login)
    {
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in through your organisation" }).ClickAsync();
        await FindAsync(page, email);

        await page.Locator("input[name=login]").FillAsync(login);
        await page.Locator("input[name=password]").FillAsync("any will do");
        await page.Locator("button[type=submit]").ClickAsync();
        await page.Locator("button[type=submit]").ClickAsync();        // the provider asks whether Assay may know
    }

    private static async Task FindAsync(IPage page, string who)
    {
        await page.GetByLabel("E-mail address at work").FillAsync(who);
        await page.GetByRole(AriaRole.Button, new() { Name = "Find it" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Go on to Lumen ID" }).ClickAsync();
    }
}
