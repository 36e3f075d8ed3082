using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Assay.Catalog;
using Assay.Tests.Ledger;
using Assay.Tests.Registers;

namespace Assay.Tests.Evidence;

/// <summary>What to collect, what the auditor asked for, and which documents are there.</summary>
public sealed partial class PlanningTests(Product product) : InNewOrganization(product)
{
    [Fact]
    public async Task The_types_are_the_42_of_the_catalog_each_with_a_sheet_to_save()
    {
        var page = await Http.GetStringAsync("/evidence/types", Stop);
        var listed = TypeLink().Matches(page).Select(m => m.Groups["id"].Value).Distinct().ToList();

        Assert.Equal(CatalogLibrary.Shipped.Evidence.Select(e => e.Id), listed);
        Assert.Equal(42, listed.Count);
        foreach (var id in listed)
        {
            var sheet = await Http.GetAsync($"/library/evidence/{id}/text", Stop);
            Assert.Equal((HttpStatusCode.OK, "text/markdown"), (sheet.StatusCode, sheet.Content.Headers.ContentType?.MediaType));
        }
    }

    [Fact]
    public async Task The_plan_says_who_what_and_when_for_each_control_and_what_was_filed_last()
    {
        (await Http.PostAsJsonAsync("/api/adoption", new { controls = Array.Empty<string>(), policies = Array.Empty<string>() }, Stop)).EnsureSuccessStatusCode();
        var planned = (await Http.GetFromJsonAsync<JsonElement>("/api/adoption/evidence", Stop)).EnumerateArray().First();
        var (control, type) = (planned.GetProperty("controlId").GetString()!, planned.GetProperty("evidenceId").GetString()!);

        await Http.AddAcceptedAsync(Product, "filed", ("control", control), ("type", type), ("kind", "occurrence"), ("from", "2026-02-27"), ("to", ""));
        var csv = await Http.GetStringAsync("/evidence/plan/export", Stop);
        var line = csv.Split("\r\n").Single(l => l.StartsWith($"\"{control}\",\"{type}\"", StringComparison.Ordinal));

        Assert.Contains("2026-02-27", line, StringComparison.Ordinal);
        Assert.DoesNotContain("\"\",\"\",\"\",\"\"", line, StringComparison.Ordinal);
        Assert.Contains($"/evidence/new?control={control}", WebUtility.HtmlDecode(await Http.GetStringAsync("/evidence/plan", Stop)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_formula_in_the_exported_plan_is_text()
    {
        (await Http.PostAsJsonAsync("/api/adoption", new { controls = Array.Empty<string>(), policies = Array.Empty<string>() }, Stop)).EnsureSuccessStatusCode();
        await Product.TamperAsync($"update adopted_control set owner = '=cmd|'' /C calc''!A0\"' where organization_id = '{Product.Actor!.Organization.Value}'");

        var csv = await Http.GetStringAsync("/evidence/plan/export", Stop);

        Assert.Contains("\"'=cmd|' /C calc'!A0\"\"\"", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("\"=cmd", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_auditors_list_is_shown_before_it_is_imported_and_matched_by_the_ids_that_it_names_or_its_words()
    {
        await Http.AddAcceptedAsync(Product, "leavers", ("title", "Leavers of January"), ("control", "AC-05"));
        await Http.AddAsync("reviews", ("title", "Access review"), ("control", "AC-06"), ("type", "E01"), ("to", "2026-01-30"));
        const string list = "Ref,Description,Control,Due date\nPBC-1,List of leavers with removal dates,AC-05,2026-04-01\nPBC-2,Monthly access review reports,,\nPBC-3,Proof that pigs fly,,\n";

        var shown = await Http.UploadAsync("evidence/requests", System.Text.Encoding.UTF8.GetBytes(list), "pbc.csv");
        var report = await Http.GetStringAsync(shown.Headers.Location!, Stop);
        Assert.DoesNotContain("PBC-1", await Http.GetStringAsync("/evidence/checklist", Stop), StringComparison.Ordinal);
        await Http.PostAsync(shown.Headers.Location!, new FormUrlEncodedContent([new("__RequestVerificationToken", Forms.TokenIn(report))]), Stop);

        Assert.Equal(["PBC-1:Accepted:Leavers of January", "PBC-2:Waiting for review:Access review", "PBC-3:Missing:"], await MatchesAsync());
    }

    [Fact]
    public async Task Each_of_the_seven_document_classes_shows_whether_it_is_there_and_how_old_it_is()
    {
        Assert.Equal(Enumerable.Repeat("Missing", 7), await ClassesAsync());

        await Http.AddAcceptedAsync(Product, "risks", ("type", "E29"), ("kind", "occurrence"), ("from", "2026-02-20"), ("to", ""));
        Assert.Equal(["Missing", "Missing", "Current", "Missing", "Missing", "Missing", "Missing"], await ClassesAsync());

        Product.Clock.Advance(TimeSpan.FromDays(400));
        Assert.Equal("Stale", (await ClassesAsync())[2]);
    }

    private async Task<IReadOnlyList<string>> ClassesAsync() =>
        [.. Status().Matches((await Http.GetStringAsync("/evidence/classes", Stop)).Split("<tbody>")[1]).Select(m => m.Groups["word"].Value)];

    private async Task<IReadOnlyList<string>> MatchesAsync()
    {
        var rows = (await Http.GetStringAsync("/evidence/checklist", Stop)).Split("<tbody>")[1].Split("<tr>")[1..];
        return [.. rows.Select(r => $"{Request().Match(r).Groups["ref"].Value}:{Status().Match(r).Groups["word"].Value}:{Item().Match(r).Groups["title"].Value}")];
    }

    [GeneratedRegex("href=\"/library/evidence/(?<id>E[0-9]+)\"", RegexOptions.None, 1000)]
    private static partial Regex TypeLink();

    [GeneratedRegex("class=\"status [a-z]+\">.*?</svg>(?<word>[^<]+)</span>", RegexOptions.Singleline, 1000)]
    private static partial Regex Status();

    [GeneratedRegex("href=\"/evidence/requests/[^\"]+\">(?<ref>[^<]+)<", RegexOptions.None, 1000)]
    private static partial Regex Request();

    [GeneratedRegex("href=\"/evidence/[0-9a-f-]{36}\">(?<title>[^<]+)<", RegexOptions.None, 1000)]
    private static partial Regex Item();
}
