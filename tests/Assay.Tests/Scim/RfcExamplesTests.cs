using System.Net;
using System.Text.Json.Nodes;

namespace Assay.Tests.Scim;

/// <summary>The request examples that RFC 7644 publishes, one test for each section, answered as it says.</summary>
public sealed class RfcExamplesTests(Product product) : IClassFixture<Product>, IAsyncLifetime
{
    private CompanyDirectory _directory = null!;

    public async ValueTask InitializeAsync() => _directory = await CompanyDirectory.OpenAsync(product);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Section_3_3_creating_a_user()
    {
        var (status, body, answer) = await _directory.SendAsync("POST", "/Users", """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"bjensen","externalId":"bjensen",
             "name":{"formatted":"Ms. Barbara J Jensen III","familyName":"Jensen","givenName":"Barbara"}}
            """);

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal("application/scim+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("bjensen", body["externalId"]!.GetValue<string>());
        Assert.Equal("Jensen", body["name"]!["familyName"]!.GetValue<string>());
        Assert.Equal("User", body["meta"]!["resourceType"]!.GetValue<string>());
        Assert.Equal(answer.Headers.Location!.OriginalString, body["meta"]!["location"]!.GetValue<string>());
        Assert.Equal("W/\"1\"", answer.Headers.ETag!.ToString());
        Assert.Equal("W/\"1\"", body["meta"]!["version"]!.GetValue<string>());

        // §3.3, §3.12: the same once more.
        var (again, error, _) = await _directory.SendAsync("POST", "/Users", """{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"BJENSEN"}""");
        Assert.Equal(HttpStatusCode.Conflict, again);
        Assert.Equal(("uniqueness", "409"), (error["scimType"]!.GetValue<string>(), error["status"]!.GetValue<string>()));
        Assert.Equal("urn:ietf:params:scim:api:messages:2.0:Error", error["schemas"]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task Section_3_4_1_retrieving_a_known_resource_and_3_14_its_version()
    {
        var id = await _directory.AddUserAsync("bjensen", ""","phoneNumbers":[{"value":"555-555-8377","type":"work"}]""");

        var (status, body, _) = await _directory.SendAsync("GET", $"/Users/{id}");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("555-555-8377", body["phoneNumbers"]![0]!["value"]!.GetValue<string>());

        Assert.Equal(HttpStatusCode.NotModified, (await _directory.SendAsync("GET", $"/Users/{id}", ifMatch: "W/\"1\"")).Status);
        Assert.Equal(HttpStatusCode.OK, (await _directory.SendAsync("GET", $"/Users/{id}", ifMatch: "W/\"7\"")).Status);

        // §3.12: one that is not there.
        var (missing, error, _) = await _directory.SendAsync("GET", "/Users/2819c223-7f76-453a-919d-413861904646");
        Assert.Equal(HttpStatusCode.NotFound, missing);
        Assert.Equal("404", error["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Section_3_4_2_a_list_with_attributes_and_3_4_2_4_its_pages()
    {
        foreach (var name in new[] { "bjensen", "jsmith", "krogers" }) await _directory.AddUserAsync(name, ""","title":"Guide" """);

        var list = await _directory.MustAsync("GET", "/Users?attributes=userName");
        Assert.Equal("urn:ietf:params:scim:api:messages:2.0:ListResponse", list["schemas"]![0]!.GetValue<string>());
        Assert.Equal(3, list["totalResults"]!.GetValue<int>());
        Assert.Equal(["schemas", "id", "userName"], list["Resources"]![0]!.AsObject().Select(p => p.Key));

        var page = await _directory.MustAsync("GET", "/Users?startIndex=2&count=1&sortBy=userName&sortOrder=descending");
        Assert.Equal((3, 2, 1), (page["totalResults"]!.GetValue<int>(), page["startIndex"]!.GetValue<int>(), page["itemsPerPage"]!.GetValue<int>()));
        Assert.Equal("jsmith", page["Resources"]![0]!["userName"]!.GetValue<string>());

        var none = await _directory.MustAsync("GET", "/Users?count=0&startIndex=-4");
        Assert.Equal((3, 1, 0), (none["totalResults"]!.GetValue<int>(), none["startIndex"]!.GetValue<int>(), none["itemsPerPage"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Section_3_4_3_a_search_that_is_posted_over_users_and_groups()
    {
        await _directory.AddUserAsync("smith1", ""","displayName":"Smith, James" """);
        await _directory.AddUserAsync("other", ""","displayName":"Somebody" """);
        await _directory.AddGroupAsync("Smith Family");

        var found = await _directory.MustAsync("POST", "/.search", """
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"attributes":["displayName","userName"],
             "filter":"displayName sw \"smith\"","startIndex":1,"count":10}
            """);

        Assert.Equal(2, found["totalResults"]!.GetValue<int>());
        Assert.Equal(["Smith, James", "Smith Family"], found["Resources"]!.AsArray().Select(r => r!["displayName"]!.GetValue<string>()));
        Assert.Equal(["schemas", "id", "userName", "displayName"], found["Resources"]![0]!.AsObject().Select(p => p.Key));
    }

    [Fact]
    public async Task Section_3_5_2_1_add_members_and_add_without_a_path()
    {
        var (babs, james) = (await _directory.AddUserAsync("babs", ""","displayName":"Babs Jensen" """), await _directory.AddUserAsync("james"));
        var group = await _directory.AddGroupAsync("Tour Guides");

        var body = await _directory.PatchAsync($"/Groups/{group}", $$"""{"op":"add","path":"members","value":[{"display":"Babs Jensen","$ref":"https://example.com/v2/Users/x","value":"{{babs}}"}]}""");
        Assert.Equal("Babs Jensen", body["members"]![0]!["display"]!.GetValue<string>());
        Assert.EndsWith($"/scim/v2/Users/{babs}", body["members"]![0]!["$ref"]!.GetValue<string>(), StringComparison.Ordinal);      // the value counts, the address is ours to give
        body = await _directory.PatchAsync($"/Groups/{group}", $$"""{"op":"add","path":"members","value":[{"value":"{{babs}}"},{"value":"{{james}}"}]}""");
        Assert.Equal(2, body["members"]!.AsArray().Count);

        body = await _directory.PatchAsync($"/Users/{babs}", """{"op":"add","value":{"emails":[{"value":"babs@jensen.org","type":"home"}],"nickname":"Babs"}}""");
        Assert.Equal("babs@jensen.org", body["emails"]![0]!["value"]!.GetValue<string>());
        Assert.Equal("Babs", body["nickName"]!.GetValue<string>());
        Assert.Equal("Tour Guides", body["groups"]![0]!["display"]!.GetValue<string>());
    }

    [Fact]
    public async Task Section_3_5_2_2_remove_one_member_all_members_and_a_value_by_filter()
    {
        var (babs, james) = (await _directory.AddUserAsync("babs"), await _directory.AddUserAsync("james"));
        var group = await _directory.AddGroupAsync("Tour Guides", babs, james);

        var body = await _directory.PatchAsync($"/Groups/{group}", $$"""{"op":"remove","path":"members[value eq \"{{babs}}\"]"}""");
        Assert.Equal(james, body["members"]!.AsArray().Single()!["value"]!.GetValue<string>());
        body = await _directory.PatchAsync($"/Groups/{group}", """{"op":"remove","path":"members"}""");
        Assert.False(body.ContainsKey("members"));

        var id = await _directory.AddUserAsync("emails", ""","emails":[{"value":"a@example.com","type":"work"},{"value":"b@example.org","type":"work"},{"value":"c@example.com","type":"home"}]""");
        body = await _directory.PatchAsync($"/Users/{id}", """{"op":"remove","path":"emails[type eq \"work\" and value ew \"example.com\"]"}""");
        Assert.Equal(["b@example.org", "c@example.com"], body["emails"]!.AsArray().Select(e => e!["value"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Section_3_5_2_2_remove_and_add_in_one_request()
    {
        var (babs, james) = (await _directory.AddUserAsync("babs"), await _directory.AddUserAsync("james"));
        var group = await _directory.AddGroupAsync("Tour Guides", babs);

        var body = await _directory.PatchAsync($"/Groups/{group}", $$"""
            {"op":"remove","path":"members[value eq \"{{babs}}\"]"},{"op":"add","path":"members","value":[{"display":"James Smith","value":"{{james}}"}]}
            """);

        Assert.Equal(james, body["members"]!.AsArray().Single()!["value"]!.GetValue<string>());
    }

    [Fact]
    public async Task Section_3_5_2_3_replace_members_a_value_a_part_and_several_attributes()
    {
        var (babs, james) = (await _directory.AddUserAsync("babs"), await _directory.AddUserAsync("james"));
        var group = await _directory.AddGroupAsync("Tour Guides", babs);
        var body = await _directory.PatchAsync($"/Groups/{group}", $$"""{"op":"replace","path":"members","value":[{"value":"{{james}}"}]}""");
        Assert.Equal(james, body["members"]!.AsArray().Single()!["value"]!.GetValue<string>());

        var id = await _directory.AddUserAsync("addresses", ""","addresses":[{"type":"work","streetAddress":"1 Old Road","locality":"Oldtown","primary":true},{"type":"home","locality":"Homeville"}]""");
        body = await _directory.PatchAsync($"/Users/{id}", """
            {"op":"replace","path":"addresses[type eq \"work\"]","value":{"type":"work","streetAddress":"911 Universal City Plaza","locality":"Hollywood","region":"CA","postalCode":"91608","country":"US","formatted":"911 Universal City Plaza\nHollywood, CA 91608 US","primary":true}}
            """);
        Assert.Equal(("Hollywood", "Homeville"), (body["addresses"]![0]!["locality"]!.GetValue<string>(), body["addresses"]![1]!["locality"]!.GetValue<string>()));

        body = await _directory.PatchAsync($"/Users/{id}", """{"op":"replace","path":"addresses[type eq \"work\"].streetAddress","value":"1010 Broadway Ave"}""");
        Assert.Equal(("1010 Broadway Ave", "Hollywood"), (body["addresses"]![0]!["streetAddress"]!.GetValue<string>(), body["addresses"]![0]!["locality"]!.GetValue<string>()));

        body = await _directory.PatchAsync($"/Users/{id}", """
            {"op":"replace","value":{"emails":[{"value":"bjensen@example.com","type":"work","primary":true},{"value":"babs@jensen.org","type":"home"}],"nickname":"Babs"}}
            """);
        Assert.Equal(2, body["emails"]!.AsArray().Count);
        Assert.Equal("Babs", body["nickName"]!.GetValue<string>());

        var (status, error, _) = await _directory.SendAsync("PATCH", $"/Users/{id}", """{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"addresses[type eq \"other\"].locality","value":"X"}]}""");
        Assert.Equal((HttpStatusCode.BadRequest, "noTarget"), (status, error["scimType"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Section_3_6_deleting()
    {
        var id = await _directory.AddUserAsync("bjensen");

        Assert.Equal(HttpStatusCode.PreconditionFailed, (await _directory.SendAsync("DELETE", $"/Users/{id}", ifMatch: "W/\"9\"")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await _directory.SendAsync("DELETE", $"/Users/{id}", ifMatch: "W/\"1\"")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _directory.SendAsync("GET", $"/Users/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _directory.SendAsync("DELETE", $"/Users/{id}")).Status);
    }

    [Fact]
    public async Task Section_3_7_and_3_11_what_the_service_does_not_do_it_says()
    {
        var config = await _directory.MustAsync("GET", "/ServiceProviderConfig");
        Assert.False(config["bulk"]!["supported"]!.GetValue<bool>());

        Assert.Equal(HttpStatusCode.NotImplemented, (await _directory.SendAsync("POST", "/Bulk", """{"Operations":[]}""")).Status);
        Assert.Equal(HttpStatusCode.NotImplemented, (await _directory.SendAsync("GET", "/Me")).Status);
    }

    [Fact]
    public async Task Section_3_12_what_is_not_json_or_not_allowed_is_told_in_the_protocol_s_words()
    {
        var id = await _directory.AddUserAsync("bjensen");

        Assert.Equal("invalidSyntax", await TypeAsync("POST", "/Users", "{\"userName\":"));
        Assert.Equal("invalidSyntax", await TypeAsync("POST", "/Users", "[]"));
        Assert.Equal("invalidSyntax", await TypeAsync("POST", "/Users", new string('[', 1000)));
        Assert.Equal("invalidValue", await TypeAsync("POST", "/Users", """{"displayName":"nobody"}"""));
        Assert.Equal("invalidValue", await TypeAsync("POST", "/Users", """{"userName":"x","active":"perhaps"}"""));
        Assert.Equal("invalidValue", await TypeAsync("POST", "/Users", """{"userName":"x","emails":[{"value":"a@b.example","primary":true},{"value":"c@b.example","primary":true}]}"""));
        Assert.Equal("invalidValue", await TypeAsync("POST", "/Groups", """{"displayName":"x","members":[{"value":"2819c223-7f76-453a-919d-413861904646"}]}"""));
        Assert.Equal("mutability", await PatchTypeAsync(id, """{"op":"replace","path":"id","value":"x"}"""));
        Assert.Equal("mutability", await PatchTypeAsync(id, """{"op":"remove","path":"userName"}"""));
        Assert.Equal("noTarget", await PatchTypeAsync(id, """{"op":"remove"}"""));
        Assert.Equal("invalidPath", await PatchTypeAsync(id, """{"op":"add","path":"emails[type eq","value":"x"}"""));
        Assert.Equal("invalidPath", await PatchTypeAsync(id, """{"op":"add","path":"shoeSize","value":"x"}"""));
        Assert.Equal("invalidSyntax", await PatchTypeAsync(id, """{"op":"multiply","path":"title","value":"x"}"""));
    }

    [Fact]
    public async Task Section_4_what_the_service_says_of_itself()
    {
        var types = await _directory.MustAsync("GET", "/ResourceTypes");
        Assert.Equal(["User", "Group"], types["Resources"]!.AsArray().Select(t => t!["name"]!.GetValue<string>()));
        Assert.Equal("/Users", (await _directory.MustAsync("GET", "/ResourceTypes/User"))["endpoint"]!.GetValue<string>());

        var schemas = await _directory.MustAsync("GET", "/Schemas");
        Assert.Equal(3, schemas["totalResults"]!.GetValue<int>());
        var user = await _directory.MustAsync("GET", "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User");
        Assert.Contains(user["attributes"]!.AsArray(), a => a!["name"]!.GetValue<string>() == "userName" && a["required"]!.GetValue<bool>());
        Assert.Equal(HttpStatusCode.Forbidden, (await _directory.SendAsync("GET", "/Schemas?filter=x")).Status);
    }

    [Fact]
    public async Task Section_3_9_attributes_that_are_asked_for_or_left_out()
    {
        var id = await _directory.AddUserAsync("bjensen", ""","name":{"familyName":"Jensen","givenName":"Barbara"},"title":"Guide","emails":[{"value":"b@example.com","type":"work"}]""");

        var some = await _directory.MustAsync("GET", $"/Users/{id}?attributes=name.familyName,emails.value");
        Assert.Equal("""{"familyName":"Jensen"}""", some["name"]!.ToJsonString());
        Assert.Equal("""[{"value":"b@example.com"}]""", some["emails"]!.ToJsonString());
        Assert.False(some.ContainsKey("title") || some.ContainsKey("meta"));

        var without = await _directory.MustAsync("GET", $"/Users/{id}?excludedAttributes=emails,name.givenName");
        Assert.False(without.ContainsKey("emails"));
        Assert.Equal("""{"familyName":"Jensen"}""", without["name"]!.ToJsonString());
    }

    private async Task<string?> TypeAsync(string method, string path, string body)
    {
        var (status, error, _) = await _directory.SendAsync(method, path, body);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        return error["scimType"]?.GetValue<string>();
    }

    private Task<string?> PatchTypeAsync(string id, string operation) => TypeAsync("PATCH", $"/Users/{id}", $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{{operation}}]}""");
}
