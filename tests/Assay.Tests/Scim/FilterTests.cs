using System.Net;

namespace Assay.Tests.Scim;

/// <summary>The filters of RFC 7644, asked of real rows through the API.</summary>
public sealed class FilterTests(Product product) : IClassFixture<Product>
{
    private static CompanyDirectory? _directory;

    /// <summary>The examples of RFC 7644 §3.4.2.2, and what the language says besides.</summary>
    [Theory]
    [InlineData("userName eq \"bjensen\"", "bjensen")]
    [InlineData("userName Eq \"BJENSEN\"", "bjensen")]
    [InlineData("name.familyName co \"O'Malley\"", "omalley")]
    [InlineData("userName sw \"J\"", "jsmith")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:userName sw \"J\"", "jsmith")]
    [InlineData("title pr", "bjensen jsmith")]
    [InlineData("meta.lastModified gt \"2011-05-13T04:42:34Z\"", "bjensen jsmith omalley")]
    [InlineData("meta.lastModified ge \"2011-05-13T04:42:34Z\"", "bjensen jsmith omalley")]
    [InlineData("meta.lastModified lt \"2011-05-13T04:42:34Z\"", "")]
    [InlineData("meta.lastModified le \"2011-05-13T04:42:34Z\"", "")]
    [InlineData("title pr and userType eq \"Employee\"", "bjensen")]
    [InlineData("title pr or userType eq \"Intern\"", "bjensen jsmith omalley")]
    [InlineData("schemas eq \"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\"", "bjensen")]
    [InlineData("userType eq \"Employee\" and (emails co \"example.com\" or emails.value co \"example.org\")", "bjensen")]
    [InlineData("userType ne \"Employee\" and not (emails co \"example.com\" or emails.value co \"example.org\")", "jsmith omalley")]
    [InlineData("userType eq \"Employee\" and (emails.type eq \"work\")", "bjensen")]
    [InlineData("userType eq \"Employee\" and emails[type eq \"work\" and value co \"@example.com\"]", "bjensen")]
    [InlineData("emails[type eq \"work\" and value co \"@example.com\"] or ims[type eq \"xmpp\" and value co \"@foo.com\"]", "bjensen jsmith")]
    [InlineData("emails[type eq \"home\" and value co \"@example.com\"]", "")]                             // both of one value
    [InlineData("emails.type eq \"home\" and emails.value co \"@example.com\"", "bjensen")]               // of any values
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq \"tour operations\"", "bjensen")]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value pr", "bjensen")]
    [InlineData("title eq null", "omalley")]
    [InlineData("title ne null", "bjensen jsmith")]
    [InlineData("not (title pr)", "omalley")]
    [InlineData("active eq true", "bjensen jsmith")]
    [InlineData("active eq false", "omalley")]
    [InlineData("active ne true", "omalley")]
    [InlineData("externalId eq \"701984\"", "bjensen")]
    [InlineData("userName ew \"SEN\"", "bjensen")]
    [InlineData("userName gt \"c\" and userName lt \"k\"", "jsmith")]
    [InlineData("title co \"%\"", "jsmith")]                                                              // signs of the database's own patterns are only signs
    [InlineData("title co \"_\"", "jsmith")]
    [InlineData("title co \"\\\\\"", "jsmith")]
    [InlineData("title eq \"x' or '1'='1\"", "")]
    [InlineData("name.givenName eq \"Björn Ólafur\"", "jsmith")]
    [InlineData("id eq \"not an id\"", "")]
    [InlineData("addresses.country eq \"us\"", "bjensen")]
    [InlineData("userName eq \"bjensen\" or userName eq \"jsmith\" and title eq \"nothing\"", "bjensen")]  // and binds more tightly
    public async Task A_filter_finds_what_it_says(string filter, string expected)
    {
        var directory = await FilledAsync();

        Assert.Equal(expected, string.Join(' ', (await directory.FindAsync(filter)).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("userName", "At character 9: an operator is expected")]
    [InlineData("userName eq", "At character 12: a value is expected")]
    [InlineData("userName eq bjensen", "At character 13: a value is expected")]
    [InlineData("userName eq \"bjensen", "At character 13: a value is expected")]
    [InlineData("userName eq \"a\" and", "At character 20: the name of an attribute")]
    [InlineData("userName eq \"a\" nand title pr", "At character 17: 'and', 'or' or the end")]
    [InlineData("(userName eq \"a\"", "At character 17: ')' is expected")]
    [InlineData("emails[type eq \"work\"", "At character 22: ']' is expected")]
    [InlineData("userName xx \"a\"", "At character 10: an operator is expected")]
    [InlineData("title pr and shoeSize eq \"a\"", "At character 14: a User has no attribute 'shoeSize'")]
    [InlineData("emails[colour eq \"red\"]", "At character 8: 'emails' has no part 'colour'")]
    [InlineData("active eq \"yes\"", "At character 1: 'active' is compared by eq or ne with true or false")]
    [InlineData("active gt true", "At character 1: 'active' is compared by eq or ne")]
    [InlineData("userName eq 5", "At character 1: 'userName' is compared with a text")]
    [InlineData("meta.lastModified gt \"yesterday\"", "At character 1: 'meta.lastModified' is compared with a time")]
    [InlineData("userName[type eq \"a\"]", "At character 1: 'userName' is one value")]
    [InlineData("", null)]
    public async Task A_filter_that_is_none_is_refused_with_its_place(string filter, string? expected)
    {
        var directory = await FilledAsync();

        var (status, body, _) = await directory.SendAsync("GET", $"/Users?filter={Uri.EscapeDataString(filter)}");

        if (expected is null)
        {
            Assert.Equal(HttpStatusCode.OK, status);          // an empty one asks nothing
            return;
        }

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("invalidFilter", body["scimType"]!.GetValue<string>());
        Assert.StartsWith(expected, body["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filter_that_is_nested_without_end_or_longer_than_any_is_refused()
    {
        var directory = await FilledAsync();

        var (deep, _, _) = await directory.SendAsync("POST", "/Users/.search", $$"""{"filter":"{{new string('(', 3_000)}}title pr{{new string(')', 3_000)}}"}""");
        var (wide, _, _) = await directory.SendAsync("POST", "/Users/.search", $$"""{"filter":"title eq \"{{new string('x', 10_000)}}\""}""");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (deep, wide));
    }

    private async Task<CompanyDirectory> FilledAsync()
    {
        if (_directory is not null) return _directory;

        var directory = await CompanyDirectory.OpenAsync(product);
        await directory.AddUserAsync("bjensen", """
            ,"externalId":"701984","title":"Tour Guide","userType":"Employee","name":{"familyName":"Jensen","givenName":"Barbara"},
            "emails":[{"value":"bjensen@example.com","type":"work","primary":true},{"value":"babs@jensen.org","type":"home"}],
            "addresses":[{"type":"work","country":"US","locality":"Hollywood"}],
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Tour Operations","manager":{"value":"26118915-6090-4610-87e4-49d8ca9f808d"}}
            """);
        await directory.AddUserAsync("jsmith", ""","title":"50 % of a\\b_c","name":{"givenName":"Björn Ólafur"},"ims":[{"value":"jsmith@foo.com","type":"xmpp"}]""");
        await directory.AddUserAsync("omalley", ""","userType":"Intern","active":false,"name":{"familyName":"O'Malley"}""");

        return _directory = directory;
    }
}
