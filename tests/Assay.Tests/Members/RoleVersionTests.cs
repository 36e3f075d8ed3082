using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Assay.Roles;

namespace Assay.Tests.Members;

/// <summary>Two managers who change one member's roles at the same time.</summary>
public sealed class RoleVersionTests(Product product) : InNewOrganization(product)
{
    [Fact]
    public async Task A_change_that_names_the_version_it_was_decided_on_is_refused_once_somebody_else_was_faster()
    {
        var id = await MemberAsync();
        var read = await VersionAsync(id);

        Assert.Equal(HttpStatusCode.NoContent, await ChangeAsync(id, read, Role.Approver));
        Assert.NotEqual(read, await VersionAsync(id));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await ChangeAsync(id, read, Role.Executive));
        Assert.Equal(["Approver"], await RolesAsync(id));

        Assert.Equal(HttpStatusCode.NoContent, await ChangeAsync(id, await VersionAsync(id), Role.Executive));
        Assert.Equal(HttpStatusCode.NoContent, await ChangeAsync(id, version: null, Role.Contributor));         // who names none takes any
    }

    [Fact]
    public async Task A_form_that_was_overtaken_says_what_the_roles_are_now_and_keeps_what_was_chosen()
    {
        var id = await MemberAsync();
        var read = (await VersionAsync(id))!.Trim('"');
        await ChangeAsync(id, version: null, Role.Approver);

        using var answer = await Http.SubmitAsync($"/settings/members/{id}", "roles", ("Form.Version", read), ("Form.Until", ""), ("roles", "Executive"));
        var page = await answer.Content.ReadAsStringAsync(Stop);

        Assert.Contains("They are now: approver", page, StringComparison.OrdinalIgnoreCase);
        Assert.Matches("value=\"Executive\"[^>]*checked", page);
        Assert.Equal(["Approver"], await RolesAsync(id));
    }

    [Fact]
    public async Task A_member_of_another_organisation_is_not_shown()
    {
        var id = await MemberAsync();
        await Product.EnterNewOrganizationAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await Product.Browser().GetAsync($"/api/members/{id}", Stop)).StatusCode);
    }

    private async Task<Guid> MemberAsync()
    {
        var invited = await Http.PostAsJsonAsync("/api/members/invitations", new { email = $"{Guid.CreateVersion7():n}@example.com", roles = new[] { Role.Contributor.ToString() } }, Stop);
        var path = (await invited.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("path").GetString()!;
        var manager = Product.Actor;

        Product.Actor = null;
        Assert.Equal(HttpStatusCode.Redirect, (await Product.Browser().SubmitAsync(path, "create", ("Form.Name", "Grace"), ("Form.Password", Product.Password))).StatusCode);
        Product.Actor = manager;

        var members = await Http.GetFromJsonAsync<JsonElement>("/api/members", Stop);
        return members.EnumerateArray().Single(m => m.GetProperty("name").GetString() == "Grace").GetProperty("id").GetGuid();
    }

    private async Task<string?> VersionAsync(Guid id) => (await Http.GetAsync($"/api/members/{id}", Stop)).Headers.ETag?.Tag;

    private async Task<string[]> RolesAsync(Guid id) =>
        [.. (await Http.GetFromJsonAsync<JsonElement>($"/api/members/{id}", Stop)).GetProperty("roles").EnumerateArray().Select(r => r.GetProperty("role").GetString()!)];

    private async Task<HttpStatusCode> ChangeAsync(Guid id, string? version, Role role)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/members/{id}/roles") { Content = JsonContent.Create(new { roles = new[] { role.ToString() } }) };
        if (version is not null) request.Headers.TryAddWithoutValidation("If-Match", version);
        using var answer = await Http.SendAsync(request, Stop);
        return answer.StatusCode;
    }
}
