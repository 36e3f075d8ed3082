using Assay.Identity;
using Microsoft.Playwright;
using Npgsql;

namespace Assay.Browser;

/// <summary>How a person proves who they are, in a real browser with a real (virtual) authenticator, on a server that nobody has visited.</summary>
public sealed class SignInTests
{
    private const string _password = "three unrelated words";
    private readonly List<string> _faults = [];
    private int _looked;

    [Fact]
    public async Task App_passkey_and_recovery_code_each_let_in_and_a_session_ends_when_it_is_revoked()
    {
        await using var server = await AssayServer.StartAsync("serve");
        await using var chromium = await Chromium.StartAsync(server.Address);
        var page = await chromium.OpenAsync();

        await SetUpAsync(page, server.Welcome.Split(' ')[^1]);
        var (secret, spent, code) = await AddAppAsync(page);
        await SignOutAsync(page);
        await SignInWithAppAsync(page, secret, spent);
        await AddPasskeyAsync(page);
        await SignOutAsync(page);
        await SignInWithPasskeyAsync(page);

        var other = await chromium.OpenAsync();
        await SignInWithRecoveryCodeAsync(other, code);
        await RevokeAsync(page, other);
        await SwitchAsync(page, server);
        await ComeByProviderOnlyAsync(page, server);

        Assert.True(_faults is [], string.Join('\n', _faults));
    }

    private async Task SetUpAsync(IPage page, string code)
    {
        await page.GotoAsync("/");
        await page.GetByLabel("Setup code").FillAsync(code);
        await page.GetByLabel("Organisation").FillAsync("Tidal Vision");
        await page.GetByLabel("Your name").FillAsync("Ada Founder");
        await page.GetByLabel("E-mail address").FillAsync("ada@example.com");
        await page.GetByLabel("Password").FillAsync(_password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the organisation" }).ClickAsync();
        await Heading(page, "Second factors").WaitForAsync();
        await LookAsync(page);
    }

    /// <returns>The secret as a phone reads it, the code that set it up, and the first recovery code.</returns>
    private async Task<(string Secret, string Spent, string Code)> AddAppAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Set up an authenticator app" }).ClickAsync();
        await LookAsync(page);
        var secret = await page.Locator("#secret").InnerTextAsync();
        var shown = CodeOf(secret, 0);
        await page.GetByLabel("Code").FillAsync(shown);
        await page.GetByRole(AriaRole.Button, new() { Name = "Set up the app" }).ClickAsync();
        await Assertions.Expect(page.Locator("#recovery-codes li")).ToHaveCountAsync(RecoveryCode.Count);
        await LookAsync(page);

        var code = await page.Locator("#recovery-codes code").First.InnerTextAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "I have kept them" }).ClickAsync();
        await Assertions.Expect(page.GetByText("10 of 10 are left")).ToBeVisibleAsync();
        return (secret, shown, code);
    }

    private async Task SignInWithAppAsync(IPage page, string secret, string spent)
    {
        await TypePasswordAsync(page);
        await Heading(page, "Your second factor").WaitForAsync();
        await LookAsync(page);

        await page.GetByLabel("Code").FillAsync(spent);
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not valid now");

        await page.GetByLabel("Code").FillAsync(CodeOf(secret, 1));
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await Heading(page, "Today").WaitForAsync();
    }

    private async Task AddPasskeyAsync(IPage page)
    {
        var devices = await page.Context.NewCDPSessionAsync(page);
        await devices.SendAsync("WebAuthn.enable");
        await devices.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });

        await page.GotoAsync("/account/factors");
        await page.GetByLabel("Name of the passkey").FillAsync("Ada's laptop");
        var adding = page.Locator("form").Filter(new() { Has = page.GetByLabel("Name of the passkey") });
        await adding.GetByLabel("Your password").FillAsync("not the right words");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not your password");
        await LookAsync(page);
        await adding.GetByLabel("Your password").FillAsync(_password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Ada's laptop", new() { Exact = true })).ToBeVisibleAsync();
        await LookAsync(page);
    }

    private async Task SignInWithPasskeyAsync(IPage page)
    {
        await page.GotoAsync("/sign-in");
        await LookAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Heading(page, "Today").WaitForAsync();

        await page.GotoAsync("/account");
        await Assertions.Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "This browser" })).ToContainTextAsync("passkey");
        await LookAsync(page);
    }

    private static async Task SignInWithRecoveryCodeAsync(IPage page, string code)
    {
        await TypePasswordAsync(page);
        await page.GetByLabel("Code").FillAsync(code);
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await Heading(page, "Today").WaitForAsync();
    }

    private async Task RevokeAsync(IPage page, IPage other)
    {
        await page.GotoAsync("/account");
        await page.GetByRole(AriaRole.Button, new() { Name = "End the session of" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Ended by you")).ToBeVisibleAsync();

        await other.GotoAsync("/people");
        await Heading(other, "Sign in").WaitForAsync();
        await page.GotoAsync("/settings/sign-in");
        await LookAsync(page);
    }

    private async Task SwitchAsync(IPage page, AssayServer server)
    {
        await JoinSecondOrganizationAsync(server);

        await page.GotoAsync("/people");
        await page.Locator(".side .organization a").ClickAsync();
        await LookAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Enter Second Sea" }).ClickAsync();
        await Heading(page, "Today").WaitForAsync();
        await Assertions.Expect(page.Locator(".side .organization")).ToContainTextAsync("Second Sea");
    }

    /// <summary>Where the provider is the only way in, a good passkey opens nothing, and whoever is in is out.</summary>
    private static async Task ComeByProviderOnlyAsync(IPage page, AssayServer server)
    {
        await using var source = NpgsqlDataSource.Create(server.Login("assay_identity"));
        await using var command = source.CreateCommand("with changed as (update organization set password_sign_in = false returning id) update role_grant set role = 'Contributor' from changed where organization_id = id");
        await command.ExecuteNonQueryAsync();

        await page.GotoAsync("/people");
        await Heading(page, "Sign in").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("the provider where your organisation lets in by nothing else");
    }

    /// <summary>One server has one first visit; a second company comes by its administrator, here by SQL.</summary>
    private static async Task JoinSecondOrganizationAsync(AssayServer server)
    {
        await using var source = NpgsqlDataSource.Create(server.Login("assay_identity"));
        await using var command = source.CreateCommand("""
            with made as (insert into organization (id, name, sample, created_at) values (gen_random_uuid(), 'Second Sea', false, now()) returning id),
                 joined as (insert into membership (organization_id, user_id, since) select made.id, u.id, now() from made, user_account u returning organization_id, user_id)
            select organization_id, user_id from joined
            """);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var (organization, user) = (reader.GetGuid(0), reader.GetGuid(1));
        await reader.CloseAsync();

        await using var grant = source.CreateCommand("insert into role_grant (organization_id, user_id, role, source, since) values ($1, $2, 'Owner', 'Founder', now())");
        grant.Parameters.Add(new() { Value = organization });
        grant.Parameters.Add(new() { Value = user });
        await grant.ExecuteNonQueryAsync();
    }

    private static async Task TypePasswordAsync(IPage page)
    {
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("E-mail address").FillAsync("ada@example.com");
        await page.GetByLabel("Password").FillAsync(_password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
    }

    private static async Task SignOutAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).First.ClickAsync();
        await Heading(page, "Sign in").WaitForAsync();
    }

    private static ILocator Heading(IPage page, string name) => page.GetByRole(AriaRole.Heading, new() { Name = name, Level = 1, Exact = true });

    private async Task LookAsync(IPage page)
    {
        _looked++;
        _faults.AddRange((await page.ViolationsAsync()).Select(v => $"{page.Url}: {v}"));

        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is not { Length: > 0 } folder) return;
        var name = string.Concat(new Uri(page.Url).AbsolutePath.Select(c => char.IsLetterOrDigit(c) ? c : '-')).Trim('-');
        await page.ScreenshotAsync(new() { Path = Path.Join(folder, $"{name}-{_looked}-1440.png"), FullPage = true });
        await page.SetViewportSizeAsync(390, 900);
        await page.ScreenshotAsync(new() { Path = Path.Join(folder, $"{name}-{_looked}-390.png"), FullPage = true });
        await page.SetViewportSizeAsync(1440, 900);
    }

    /// <summary>What an app on a phone would show, now or some steps later.</summary>
    private static string CodeOf(string secret, int later)
    {
        const string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(secret.Where(char.IsAsciiLetterOrDigit).Select(c => Convert.ToString(letters.IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        byte[] key = [.. bits.Chunk(8).Where(b => b.Length == 8).Select(b => Convert.ToByte(new string(b), 2))];

        return Totp.Code(key, Totp.StepAt(TimeProvider.System.GetUtcNow()) + later);
    }
}
