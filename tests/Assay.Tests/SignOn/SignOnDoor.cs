using System.Net;
using System.Text.Json.Nodes;
using Assay.Database;
using Assay.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Assay.Tests.SignOn;

/// <summary>A new organisation with a provider of its own, and the steps of a sign-in as a browser takes them.</summary>
public sealed class SignOnDoor(Product product, FakeProvider provider)
{
    private static int _made;

    public Actor Owner { get; private set; } = null!;

    public string Domain { get; } = $"company{Interlocked.Increment(ref _made)}.example";

    public Guid Organization => Owner.Organization.Value;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<SignOnDoor> OpenAsync(Product product, FakeProvider provider, params (string Name, string Value)[] settings)
    {
        var door = new SignOnDoor(product, provider);
        door.Owner = await product.NewOrganizationAsync(door.Domain, $"owner@{door.Domain}");

        var saved = await door.SaveAsync(settings);
        Assert.True(saved.StatusCode is HttpStatusCode.Redirect, await saved.Content.ReadAsStringAsync(Stop));
        product.Actor = null;
        return door;
    }

    public async Task<HttpResponseMessage> SaveAsync(params (string Name, string Value)[] settings)
    {
        product.Actor = Owner;
        Dictionary<string, string> fields = new(StringComparer.Ordinal)
        {
            ["Name"] = "Test ID",
            ["Slug"] = Domain.Split('.')[0],
            ["Issuer"] = provider.Issuer,
            ["ClientId"] = "assay",
            ["ClientSecret"] = "a secret between two",
            ["Domains"] = Domain,
            ["EmailTrust"] = "Never",
            ["AdmitsUnknown"] = "True",
            ["DefaultRole"] = "Employee",
            ["PasswordSignIn"] = "True",
        };
        foreach (var (name, value) in settings) fields[name] = value;

        return await product.Browser().SubmitAsync("/settings/sign-on", "save-provider", [.. fields.Select(f => ($"Form.{f.Key}", f.Value))]);
    }

    public async Task<Uri> SetOutAsync(HttpClient browser, string next = "/")
    {
        var away = await browser.GetAsync($"/sign-on/{Organization}?next={Uri.EscapeDataString(next)}", Stop);
        Assert.Equal(HttpStatusCode.Redirect, away.StatusCode);
        return away.Headers.Location!;
    }

    /// <summary>What the provider sends a browser back with once Grace has signed in to it.</summary>
    public (string Code, string State) Answer(Uri sentTo) => provider.SignIn(sentTo, t => t["email"] = $"grace@{Domain}", now: product.Clock.GetUtcNow());

    public static Task<HttpResponseMessage> ComeBackAsync(HttpClient browser, Guid organization, string code, string state) =>
        browser.GetAsync($"/sign-on/{organization}/callback?code={Uri.EscapeDataString(code)}&state={Uri.EscapeDataString(state)}", Stop);

    /// <summary>From setting out to coming back, in one browser.</summary>
    /// <returns>Where one is led in the end.</returns>
    public async Task<string> SignInAsync(HttpClient? browser = null, Action<JsonObject>? claims = null, Func<JsonObject, string>? shape = null)
    {
        browser ??= product.Browser();
        product.Clock.Advance(TimeSpan.FromMilliseconds(2));          // so that the ledger's order is that of the tries
        var sentTo = await SetOutAsync(browser);
        var (code, state) = provider.SignIn(sentTo, token =>
        {
            token["email"] = $"grace@{Domain}";
            claims?.Invoke(token);
        }, shape, product.Clock.GetUtcNow());

        return (await ComeBackAsync(browser, Organization, code, state)).Headers.Location!.OriginalString;
    }

    /// <summary>The bodies of the ledger's entries of one kind, oldest first.</summary>
    public async Task<string[]> ToldAsync(string kind)
    {
        var before = product.Actor;
        product.Actor = Owner;
        await using var db = await product.OpenAsync();
        product.Actor = before;
        return await db.Set<LedgerEntry>().Where(e => e.Kind == kind).OrderBy(e => e.EntryId).Select(e => e.Body).ToArrayAsync(Stop);
    }
}
