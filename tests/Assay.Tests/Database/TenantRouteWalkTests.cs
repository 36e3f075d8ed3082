using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Assay.Database;
using Assay.Identity;
using Assay.Roles;
using Assay.Samples;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Assay.Tests.Database;

/// <summary>
/// Walks every address with the ids of another organisation: the sample company, with a planted row in each table that it leaves
/// empty. The owner of a second organisation asks and posts; no answer may hold anything of the first, and nothing there may change.
/// </summary>
public sealed partial class TenantRouteWalkTests(FreshProduct product) : IClassFixture<FreshProduct>
{
    /// <summary>Addresses that end the walker's own visit, and would make what follows a walk of a stranger.</summary>
    private static readonly string[] _leftOut = ["/sign-out"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_address_gives_or_changes_what_another_organisation_holds()
    {
        await using var owner = new NpgsqlConnection();
        var theirs = await EnterSampleAsync(owner);
        var (rows, traces) = await TracesAsync(owner, theirs.Organization.Value);
        product.Actor = theirs;
        var shown = await WalkAsync(rows, traces, write: false);

        await product.StopClockAsync();

        // Only now, because pages cannot make sense of what is planted.
        var planted = new PlantedRows(owner);
        await planted.LoosenAsync();
        await planted.PlantAsync(theirs.Organization.Value);
        (rows, traces) = await TracesAsync(owner, theirs.Organization.Value);
        var before = await FingerprintAsync(owner, theirs.Organization.Value);
        product.Actor = await product.NewOrganizationAsync("Walker", "walker@example.com");
        var found = (await WalkAsync(rows, traces, write: false)).Concat(await WalkAsync(rows, traces, write: true)).ToList();

        Assert.True(shown.Count(a => a.Leaks) > 20, $"Its own owner sees {shown.Count(a => a.Leaks)} of its addresses, so the walk proves little.");
        Assert.Empty(found.Where(a => a.Leaks).Select(a => a.What));
        Assert.Empty(found.Where(a => a.Failed).Select(a => a.What));
        Assert.Equal(before, await FingerprintAsync(owner, theirs.Organization.Value));
    }

    /// <param name="Leaks">Holds an id or a word of the other organisation that was not in the question.</param>
    private sealed record Answer(string What, bool Leaks, bool Failed);

    /// <summary>Everything by which the other organisation would be known again.</summary>
    private sealed record Traces(Guid Organization, IReadOnlySet<Guid> Ids, IReadOnlyList<string> Words);

    private async Task<Actor> EnterSampleAsync(NpgsqlConnection owner)
    {
        product.Browser().Dispose();        // the product runs from its first client on
        await using var scope = product.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<LoadSample>().RunAsync(Stop);
        var member = await scope.ServiceProvider.GetRequiredService<IdentityDb>().Memberships.SingleAsync(Stop);

        owner.ConnectionString = product.Login(DatabaseRoles.Owner);
        await owner.OpenAsync(Stop);
        return new(new(member.OrganizationId), member.UserId, "Sample owner");
    }

    /// <returns>The key of one row of each table, by which addresses are filled in, and all ids and the words to look for.</returns>
    private static async Task<(List<string[]> Rows, Traces Traces)> TracesAsync(NpgsqlConnection owner, Guid organization)
    {
        List<string[]> rows = [];
        HashSet<Guid> ids = [organization];
        await using var transaction = await EnterAsync(owner, organization);

        foreach (var table in await TablesAsync(owner))
        {
            var key = await PlantedRows.AskAsync(owner, $"""
                select quote_ident(a.attname) from pg_index i, unnest(i.indkey) with ordinality as k(attnum, at)
                join pg_attribute a on a.attnum = k.attnum
                where i.indrelid = '"{table}"'::regclass and a.attrelid = i.indrelid and i.indisprimary and a.attname <> 'organization_id' order by k.at
                """);
            if (key is []) continue;

            var keys = await PlantedRows.AskAsync(owner, $"select concat_ws('~', {string.Join(", ", key.Select(k => $"{k}::text"))}) from \"{table}\" where organization_id = '{organization}'");
            if (keys is [var first, ..]) rows.Add(first.Split('~'));
            foreach (var part in keys.SelectMany(k => k.Split('~'))) if (Guid.TryParse(part, out var id)) ids.Add(id);
        }

        var people = await PlantedRows.AskAsync(owner, $"select email from person where organization_id = '{organization}'");
        await transaction.RollbackAsync(Stop);
        return (rows, new(organization, ids, [PlantedRows.Marker, "Lumen Notes", .. people]));
    }

    private async Task<List<Answer>> WalkAsync(List<string[]> rows, Traces traces, bool write)
    {
        var http = product.Browser();
        var token = Token().Match(await http.GetStringAsync("/interview", Stop)).Groups["token"].Value;
        var questions = Endpoints().SelectMany(endpoint => Questions(endpoint, rows, traces, write, token)).ToList();
        ConcurrentBag<Answer> answers = [];

        await Parallel.ForEachAsync(questions, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Stop }, async (ask, stop) =>
        {
            using var question = ask();
            var what = $"{question.Method} {question.RequestUri}";

            try
            {
                using var answer = await http.SendAsync(question, stop);
                answers.Add(new($"{what}: {(int)answer.StatusCode}", Leaks(await answer.Content.ReadAsStringAsync(stop), Uri.UnescapeDataString(what), traces), answer.StatusCode >= HttpStatusCode.InternalServerError && !IsToldToBeAbsent(question, answer)));
            }
            catch (HttpRequestException broken)
            {
                answers.Add(new($"{what}: {broken.InnerException?.InnerException?.Message ?? broken.Message}", false, true));        // an answer that began and broke off
            }
        });

        return [.. answers];
    }

    /// <summary>The two doors of SCIM that its own description says are not there.</summary>
    private static bool IsToldToBeAbsent(HttpRequestMessage question, HttpResponseMessage answer) =>
        answer.StatusCode is HttpStatusCode.NotImplemented && question.RequestUri!.AbsolutePath is "/scim/v2/Me" or "/scim/v2/Bulk";

    private static IEnumerable<Func<HttpRequestMessage>> Questions(RouteEndpoint endpoint, List<string[]> rows, Traces traces, bool write, string token)
    {
        var pattern = "/" + (endpoint.RoutePattern.RawText ?? "").TrimStart('/');
        var forms = endpoint.Metadata.GetOrderedMetadata<NeedsAttribute>().Select(n => n.Form).OfType<string>().ToList();
        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];
        if (_leftOut.Contains(pattern)) yield break;

        foreach (var address in Addresses(pattern, rows, traces).Distinct())
        {
            if (!write)
            {
                if (methods.Count == 0 || methods.Contains("GET")) yield return () => new(HttpMethod.Get, address);
                continue;
            }

            foreach (var form in forms) yield return () => Form(address, form.Replace("*", $"{traces.Organization}", StringComparison.Ordinal), token);
            if (forms.Count > 0 || pattern.Contains('*', StringComparison.Ordinal)) continue;
            foreach (var method in methods.Except(["GET", "HEAD", "OPTIONS"]))
                yield return () => new(new(method), address) { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        }
    }

    /// <summary>The address once for each row of the other organisation whose key fits its parameters.</summary>
    private static IEnumerable<string> Addresses(string pattern, List<string[]> rows, Traces traces)
    {
        if (!pattern.Contains('{', StringComparison.Ordinal)) return [pattern];

        return rows.Select(row =>
        {
            var at = 0;
            return Parameter().Replace(pattern, hole =>
                hole.Value.Contains("rganization", StringComparison.Ordinal) ? $"{traces.Organization}"
                : hole.Value.Contains(":int", StringComparison.Ordinal) ? "1"
                : Uri.EscapeDataString(hole.Value.Contains(":guid", StringComparison.Ordinal) ? row.FirstOrDefault(k => Guid.TryParse(k, out _)) ?? "" : row[at++ % row.Length]));
        }).Where(address => !address.Contains("//", StringComparison.Ordinal) && !address.EndsWith('/'));
    }

    private static HttpRequestMessage Form(string address, string name, string token) => new(HttpMethod.Post, address)
    {
        Content = new FormUrlEncodedContent([new("_handler", name), new("__RequestVerificationToken", token)]),
    };

    private static bool Leaks(string text, string question, Traces traces) =>
        traces.Words.Any(w => text.Contains(w, StringComparison.Ordinal) && !question.Contains(w, StringComparison.Ordinal))
        || Id().Matches(text).Any(m => Guid.TryParse(m.Value, out var id) && traces.Ids.Contains(id)
            && !question.Contains($"{id}", StringComparison.OrdinalIgnoreCase) && !question.Contains($"{id:n}", StringComparison.OrdinalIgnoreCase));

    /// <summary>What one organisation holds, table by table; the walk may not change a letter of it.</summary>
    private static async Task<List<string>> FingerprintAsync(NpgsqlConnection owner, Guid organization)
    {
        await using var transaction = await EnterAsync(owner, organization);
        List<string> prints = [];
        foreach (var table in await TablesAsync(owner))
            prints.AddRange(await PlantedRows.AskAsync(owner, $"select '{table} ' || count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from \"{table}\" t where organization_id = '{organization}'"));
        await transaction.RollbackAsync(Stop);
        return prints;
    }

    /// <summary>Guarded or not: whatever says whose it is.</summary>
    private static Task<List<string>> TablesAsync(NpgsqlConnection owner) => PlantedRows.AskAsync(owner, """
        select c.relname::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1
        """);

    private static async Task<NpgsqlTransaction> EnterAsync(NpgsqlConnection owner, Guid organization)
    {
        var transaction = await owner.BeginTransactionAsync(Stop);
        await PlantedRows.AskAsync(owner, $"select set_tenant('{organization}')::text");
        return transaction;
    }

    private IEnumerable<RouteEndpoint> Endpoints() => product.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>();

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.None, 1000)]
    private static partial Regex Parameter();

    [GeneratedRegex("[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Id();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
