using System.Net;

namespace Assay.Tests.Scim;

/// <summary>Beside <see cref="RfcExamplesTests"/>, because an address belongs to one account of an installation and the RFC uses this one twice.</summary>
public sealed class RfcReplaceTests(Product product) : IClassFixture<Product>, IAsyncLifetime
{
    private CompanyDirectory _directory = null!;

    public async ValueTask InitializeAsync() => _directory = await CompanyDirectory.OpenAsync(product);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Section_3_5_1_replacing_with_put()
    {
        var id = await _directory.AddUserAsync("bjensen", ""","nickName":"Babs","title":"Guide","emails":[{"value":"old@example.com"}]""");

        var (status, body, _) = await _directory.SendAsync("PUT", $"/Users/{id}", $$"""
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"{{id}}","userName":"bjensen","externalId":"bjensen",
             "name":{"formatted":"Ms. Barbara J Jensen III","familyName":"Jensen","givenName":"Barbara","middleName":"Jane"},"roles":[],
             "emails":[{"value":"bjensen@example.com"},{"value":"babs@jensen.org"}]}
            """, ifMatch: "W/\"1\"");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["bjensen@example.com", "babs@jensen.org"], body["emails"]!.AsArray().Select(e => e!["value"]!.GetValue<string>()));
        Assert.False(body.ContainsKey("nickName") || body.ContainsKey("title") || body.ContainsKey("roles"), body.ToString());
        Assert.Equal("W/\"2\"", body["meta"]!["version"]!.GetValue<string>());

        Assert.Equal(HttpStatusCode.PreconditionFailed, (await _directory.SendAsync("PUT", $"/Users/{id}", """{"userName":"bjensen"}""", ifMatch: "W/\"1\"")).Status);
    }
}
