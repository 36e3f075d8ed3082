using System.Net;
using System.Text.RegularExpressions;

namespace Assay.Tests.Interview;

public sealed partial class DelegationTests(Product product) : InNewOrganization(product)
{
    [Fact]
    public async Task A_colleague_without_an_account_answers_one_part_by_link()
    {
        var link = await LinkAsync();
        var owner = Product.Actor;
        Product.Actor = null;

        var saved = await Http.SubmitAsync(link, "answer", ("Form.Chosen", "unknown"), ("Form.Version", "0"));
        var elsewhere = await Http.GetAsync("/interview", Stop);

        Product.Actor = owner;
        var transcript = await Http.GetStringAsync("/interview/transcript", Stop);

        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, elsewhere.StatusCode);
        Assert.Contains("Bo in operations, by link", transcript, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_that_is_wrong_old_or_ended_does_not_open()
    {
        var link = await LinkAsync();
        var wrong = await Http.GetAsync(link[..^2] + (link.EndsWith("aa", StringComparison.Ordinal) ? "bb" : "aa"), Stop);

        Product.Clock.Advance(TimeSpan.FromDays(15));
        var old = await Http.GetAsync(link, Stop);
        Product.Clock.Advance(TimeSpan.FromDays(-15));

        Assert.Equal(HttpStatusCode.NotFound, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, old.StatusCode);
    }

    [Fact]
    public async Task The_database_holds_no_key_to_the_link()
    {
        var secret = (await LinkAsync()).Split('/')[^1];
        await using var db = await Product.OpenAsync();

        Assert.All(db.Set<Assay.Interview.Delegation>().ToList(), d => Assert.DoesNotContain(secret, Convert.ToBase64String(d.SecretDigest), StringComparison.Ordinal));
    }

    private async Task<string> LinkAsync()
    {
        var made = await Http.SubmitAsync("/interview/delegations", "delegate", ("Form.Section", "Operations"), ("Form.Colleague", "Bo in operations"));
        return new Uri(WebUtility.HtmlDecode(Link().Match(await made.Content.ReadAsStringAsync(Stop)).Groups["link"].Value)).AbsolutePath;
    }

    [GeneratedRegex("<code class=\"link-once\">(?<link>[^<]+)</code>", RegexOptions.None, 1000)]
    private static partial Regex Link();
}
