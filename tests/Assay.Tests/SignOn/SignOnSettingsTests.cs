using System.Net;
using Assay.Database;
using Assay.Identity;
using Assay.Roles;
using Assay.SignOn;
using Assay.Tests.Identity;
using Assay.Web;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Assay.Tests.SignOn;

/// <summary>What an owner sets about single sign-on, and what the server refuses to be set to.</summary>
public sealed class SignOnSettingsTests(Product product) : WithProvider(product)
{
    [Fact]
    public async Task The_client_secret_goes_in_and_never_comes_out()
    {
        var door = await SignOnDoor.OpenAsync(Product, Provider);
        Product.Actor = door.Owner;

        Assert.DoesNotContain("a secret between two", await Product.Browser().GetStringAsync("/settings/sign-on", Stop), StringComparison.Ordinal);
        Assert.DoesNotContain("a secret between two", string.Concat(await door.ToldAsync("sign_on.provider_set")), StringComparison.Ordinal);
        Assert.DoesNotContain("a secret between two", await SealedAsync(door), StringComparison.Ordinal);

        // Left empty it stays; for another client it is gone, or that one would be told it.
        var kept = await SealedAsync(door);
        await door.SaveAsync(("ClientSecret", ""));
        Assert.Equal(kept, await SealedAsync(door));
        await door.SaveAsync(("ClientSecret", ""), ("ClientId", "another"));
        Assert.Equal("", await SealedAsync(door));
    }

    [Theory]
    [InlineData("Issuer", "http://id.example.com", "https address")]
    [InlineData("Issuer", "ftp://id.example.com", "https address")]
    [InlineData("Issuer", "https://user@id.example.com", "https address")]
    [InlineData("Issuer", "https://169.254.169.254", "does not call out to")]
    [InlineData("Issuer", "https://[fe80::1]", "does not call out to")]
    [InlineData("Issuer", "https://[::ffff:169.254.169.254]", "does not call out to")]
    [InlineData("Domains", "not a domain", "One domain a line")]
    [InlineData("DefaultRole", "Owner", "not given by a provider")]
    [InlineData("DefaultRole", "Auditor", "not given by a provider")]
    [InlineData("Slug", "No Spaces", "Small letters")]
    public async Task A_setting_that_protects_nobody_is_refused_beside_its_field(string field, string value, string reason)
    {
        var door = await SignOnDoor.OpenAsync(Product, Provider);

        Assert.Contains(reason, await SaveAsync(door, (field, value)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("another issuer")]
    [InlineData("not json")]
    [InlineData("too much")]
    [InlineData("plain http elsewhere")]
    public async Task A_provider_whose_document_cannot_be_trusted_is_not_saved(string what)
    {
        var door = await SignOnDoor.OpenAsync(Product, Provider);

        if (what is "another issuer") Provider.SaysIssuer = "https://evil.example";
        else Provider.Document = what switch
        {
            "too much" => "\"" + new string('x', ProviderCalls.MostBytes) + "\"",
            "plain http elsewhere" => $$"""{"issuer":"{{Provider.Issuer}}","authorization_endpoint":"http://id.example.com/authorize","token_endpoint":"{{Provider.Issuer}}/token","jwks_uri":"{{Provider.Issuer}}/keys"}""",
            _ => "<html>",
        };

        var page = await SaveAsync(door);

        Assert.Contains(what switch
        {
            "another issuer" => "must be the same to the last sign",
            "too much" => "answers too much",
            "not json" => "not the JSON expected",
            _ => "names no safe",
        }, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_owners_may_look_or_change()
    {
        var door = await SignOnDoor.OpenAsync(Product, Provider);
        Product.Actor = door.Owner;
        Product.Roles = [Role.ComplianceManager];

        Assert.Equal(HttpStatusCode.Forbidden, (await Product.Browser().GetAsync("/settings/sign-on", Stop)).StatusCode);
    }

    [Fact]
    public async Task Another_organisation_sees_and_changes_nothing_of_it()
    {
        var ours = await SignOnDoor.OpenAsync(Product, Provider, ("Name", "Our own ID"));
        var theirs = await SignOnDoor.OpenAsync(Product, Provider);
        Product.Actor = theirs.Owner;

        Assert.DoesNotContain("Our own ID", await Product.Browser().GetStringAsync("/settings/sign-on", Stop), StringComparison.Ordinal);
        await Product.Browser().SubmitAsync("/settings/sign-on", "remove-provider");
        Assert.NotEqual("", await SealedAsync(ours));
        Assert.Contains("taken", await SaveAsync(theirs, ("Slug", ours.Domain.Split('.')[0])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_passwords_are_refused_owners_keep_theirs()
    {
        var door = await SignOnDoor.OpenAsync(Product, Provider, ("PasswordSignIn", "False"));

        var owner = await PasswordAsync($"owner@{door.Domain}");
        Assert.Equal(HttpStatusCode.Redirect, owner.StatusCode);

        await ExecuteAsync($"update role_grant set role = 'Contributor' where organization_id = '{door.Organization}'");
        var member = await PasswordAsync($"owner@{door.Domain}");
        Assert.Equal(HttpStatusCode.OK, member.StatusCode);
        Assert.Contains("No account with this e-mail address and password may sign in now", await member.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_provider_is_the_only_way_in_a_passkey_opens_nothing_either_and_a_visit_that_is_under_way_ends()
    {
        var door = await SignOnDoor.OpenAsync(Product, Provider);
        await ExecuteAsync($"update role_grant set role = 'Contributor' where organization_id = '{door.Organization}'");
        var visit = await Product.SignedInAsync($"owner@{door.Domain}");
        Assert.True(await visit.IsInAsync());
        Assert.Equal(door.Owner.Organization, await FirstAsync(door));

        await ExecuteAsync($"update organization set password_sign_in = false where id = '{door.Organization}'");

        Assert.False(await visit.IsInAsync());
        Assert.Null(await FirstAsync(door));                          // where a passkey, too, would lead

        // Somebody who belongs to another organisation as well comes in there, and there only.
        var other = await Product.NewOrganizationAsync("Open to passwords", $"other@{door.Domain}");
        await Product.JoinAsync(door.Owner, other.Organization, Role.Employee);
        Product.Actor = null;
        Assert.Equal(other.Organization, await FirstAsync(door));
        var there = await Product.SignedInAsync($"owner@{door.Domain}");
        Assert.True(await there.IsInAsync());
        Assert.Contains("entered through its provider only", await (await there.SubmitAsync("/account", "switch", ("Organization", $"{door.Organization}"))).Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_provider_is_removed_nobody_comes_in_through_it_and_passwords_count_again()
    {
        var door = await SignOnDoor.OpenAsync(Product, Provider, ("PasswordSignIn", "False"));
        await door.SignInAsync();
        Product.Actor = door.Owner;

        await Product.Browser().SubmitAsync("/settings/sign-on", "remove-provider");
        Product.Actor = null;

        var start = await Product.Browser().GetAsync($"/sign-on/{door.Organization}", Stop);
        Assert.EndsWith("no_provider", start.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Contains("\"unlinked\":1", (await door.ToldAsync("sign_on.provider_removed")).Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", Reach.Network, true)]
    [InlineData("127.0.0.1", Reach.Public, false)]
    [InlineData("10.1.2.3", Reach.Network, true)]
    [InlineData("10.1.2.3", Reach.Public, false)]
    [InlineData("192.168.1.1", Reach.Public, false)]
    [InlineData("100.64.0.1", Reach.Public, false)]
    [InlineData("fd12::1", Reach.Public, false)]
    [InlineData("::ffff:10.1.2.3", Reach.Public, false)]
    [InlineData("169.254.169.254", Reach.Network, false)]
    [InlineData("fd00:ec2::254", Reach.Network, false)]
    [InlineData("0.0.0.0", Reach.Network, false)]
    [InlineData("224.0.0.1", Reach.Network, false)]
    [InlineData("169.254.169.254", Reach.Any, true)]
    [InlineData("93.184.216.34", Reach.Public, true)]
    public void The_server_calls_out_only_where_it_may(string address, Reach reach, bool expected) =>
        Assert.Equal(expected, AddressGuard.IsOpen(IPAddress.Parse(address), reach));

    private static async Task<string> SaveAsync(SignOnDoor door, params (string, string)[] settings) =>
        WebUtility.HtmlDecode(await (await door.SaveAsync(settings)).Content.ReadAsStringAsync(Stop));

    private Task<HttpResponseMessage> PasswordAsync(string email)
    {
        Product.Actor = null;
        return Product.Browser().SubmitAsync("/sign-in", "sign-in", ("Form.Email", email), ("Form.Password", Product.Password));
    }

    /// <summary>Where a person is led who has proved who they are by what the account itself has.</summary>
    private Task<OrganizationId?> FirstAsync(SignOnDoor door) => Product.WithIdentityAsync(async db =>
        await EnteredOrganization.OfAsync(db, await db.Users.SingleAsync(u => u.Id == door.Owner.UserId, Stop), Product.Clock.GetUtcNow(), Stop));

    private async Task<string> SealedAsync(SignOnDoor door)
    {
        await using var source = NpgsqlDataSource.Create(Product.Login(DatabaseRoles.Identity));
        await using var command = source.CreateCommand($"select sealed_secret from sign_on_provider where organization_id = '{door.Organization}'");
        return (string)(await command.ExecuteScalarAsync(Stop))!;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Product.Login(DatabaseRoles.Identity));
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Stop);
    }
}
