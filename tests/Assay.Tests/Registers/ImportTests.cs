using System.Net;
using System.Text;
using System.Text.Json;
using Assay.Ledger;
using Assay.People;
using Assay.Registers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Registers;

public sealed class ImportTests(Product product) : InNewOrganization(product)
{
    private const string _good = "name,email,starts_on\nAda,ada@example.com,2024-01-01\nBo,bo@example.com,2025-06-01\n";

    [Fact]
    public async Task A_dry_run_names_each_bad_field_with_its_line_and_changes_nothing()
    {
        var report = await Http.DryRunAsync("people", """
            Name,Work email,Start date,End date
            Ada,ada@example.com,2024-01-01,
            ,no-address,2024-01-01,
            Cy,cy@example.com,01/02/2024,
            "Di
            Ann",di@example.com,2024-01-01,2023-01-01
            Ada again,ADA@example.com,2024-01-01,
            """);

        Assert.Contains("Name is required.", report, StringComparison.Ordinal);
        Assert.Contains("E-mail is not an e-mail address.", report, StringComparison.Ordinal);
        Assert.Contains("<td data-label=\"Value\" class=\"mono\"><div>01/02/2024</div></td>", report, StringComparison.Ordinal);
        Assert.Contains("First day must be a day that exists", report, StringComparison.Ordinal);
        Assert.Contains("Line 2 is the same person; keep one of the two.", report, StringComparison.Ordinal);
        Assert.Contains("Name holds a control character or a line break", report, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">7</th>", report, StringComparison.Ordinal);       // counted as an editor counts, through the quoted line break
        Assert.Contains("Nothing was changed.", report, StringComparison.Ordinal);
        Assert.DoesNotContain("main-action", report, StringComparison.Ordinal);              // there is nothing to confirm
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task A_confirmed_file_is_in_with_an_entry_for_each_row()
    {
        var done = await Http.ImportAsync("people", _good);

        Assert.Equal("/people?added=2&changed=0", done.Headers.Location?.ToString());
        Assert.Contains("The file is in: 2 added, 0 changed.", await Http.GetStringAsync(done.Headers.Location, Stop), StringComparison.Ordinal);

        await using var db = await Product.OpenAsync();
        Assert.Equal(2, await db.Set<LedgerEntry>().CountAsync(e => e.Kind == "person.added", Stop));
        Assert.Equal(1, await db.Set<LedgerEntry>().CountAsync(e => e.Kind == "register.imported", Stop));
        Assert.DoesNotContain(await db.Set<LedgerEntry>().Select(e => e.Body).ToListAsync(Stop), body => body.Contains("ada@", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_row_that_is_known_is_changed_and_columns_that_are_left_out_keep_their_values()
    {
        await Http.ImportAsync("people", "name,email,team,starts_on\nAda,ada@example.com,Research,2024-01-01\n");
        await Http.ImportAsync("people", "email,ends_on\nada@example.com,2026-02-01\n");

        await using var db = await Product.OpenAsync();
        var ada = await db.Set<Person>().SingleAsync(Stop);

        Assert.Equal(("Ada", "Research", new DateOnly(2026, 2, 1)), (ada.Name, ada.Team, ada.EndsOn!.Value));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    [InlineData("json")]
    public async Task An_export_that_is_imported_again_changes_nothing(string format)
    {
        await Http.ImportAsync("people", """"
            name,email,team,title,starts_on
            "=HYPERLINK(""http://evil"",""x"")",a@example.com,'-quoted,"comma, and ""quotes""",2024-01-01
            Łukasz 張,b@example.com,+1,@home,2024-01-01
            """");

        var file = await Http.GetByteArrayAsync($"/people/export?format={format}", Stop);
        var report = await Http.GetStringAsync((await Http.UploadAsync("people", file, $"people.{format}")).Headers.Location, Stop);

        Assert.Contains("<span class=\"value\">2</span> <span class=\"label\">unchanged</span>", report, StringComparison.Ordinal);

        await using var db = await Product.OpenAsync();
        Assert.Equal(["Łukasz 張", "=HYPERLINK(\"http://evil\",\"x\")"], (await db.Set<Person>().Select(p => p.Name).ToListAsync(Stop)).OrderDescending());
    }

    [Fact]
    public async Task An_exported_formula_is_text()
    {
        await Http.ImportAsync("people", "name,email,starts_on\n=1+1,a@example.com,2024-01-01\n");

        var csv = await Http.GetStringAsync("/people/export?format=csv", Stop);

        Assert.Contains("\r\n'=1+1,a@example.com", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sample_rows_say_so_on_every_row_of_an_export()
    {
        await Http.ImportAsync("people", _good);
        await using var scope = Product.Services.CreateAsyncScope();
        using var file = new MemoryStream();

        await scope.ServiceProvider.GetRequiredService<ExportRows<Person>>().RunAsync(
            Product.Actor!, new(null, new Dictionary<string, string>(), null, null, false, null), FileFormat.Csv, isSample: true, file, Stop);
        var lines = Encoding.UTF8.GetString(file.ToArray()).Trim().Split("\r\n");

        Assert.EndsWith(",sample_data", lines[0], StringComparison.Ordinal);
        Assert.All(lines[1..], line => Assert.EndsWith(",yes", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("name,team\nAda,Research\n", "must name the column &#x27;email&#x27;")]
    [InlineData("name,email,mail,starts_on\nA,a@example.com,b@example.com,2024-01-01\n", "Two columns are E-mail")]
    [InlineData("name,email,starts_on\n\"Ada,a@example.com,2024-01-01\n", "a quotation mark is not closed")]
    [InlineData("name,email,starts_on\nRahman, Nadia,n@example.com,2024-01-01\n", "Line 2 has 4 fields where the first line names 3")]
    [InlineData("name,email,starts_on\n", "has no rows")]
    public async Task A_file_that_cannot_be_read_says_why(string csv, string expected)
    {
        var uploaded = await Http.UploadAsync("people", csv);
        var page = uploaded.Headers.Location is { } report ? await Http.GetStringAsync(report, Stop) : await uploaded.Content.ReadAsStringAsync(Stop);

        Assert.Contains(expected, page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("latin.csv", new byte[] { (byte)'n', 0xE9, (byte)'\n', (byte)'x' }, "not UTF-8")]
    [InlineData("broken.xlsx", new byte[] { (byte)'P', (byte)'K', 3, 4, 0, 0 }, "not a workbook that can be read")]
    [InlineData("broken.json", new byte[] { (byte)'[', (byte)'{' }, "not JSON")]
    public async Task Bytes_of_another_kind_are_refused_in_words(string name, byte[] content, string expected)
    {
        var uploaded = await Http.UploadAsync("people", content, name);

        Assert.Contains(expected, await Http.GetStringAsync(uploaded.Headers.Location, Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_row_more_than_the_limit_is_refused_and_the_limit_itself_is_taken()
    {
        var full = Rows(FileLimits.MaxRows);

        Assert.Contains("more than 50,000 rows", await Http.DryRunAsync("people", full + "One more,more@example.com,2024-01-01\n"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await Http.ImportAsync("people", full)).StatusCode);
        Assert.Equal(FileLimits.MaxRows, await CountAsync());
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused_with_the_limit()
    {
        var refused = await Http.UploadAsync("people", new byte[FileLimits.MaxBytes + 1], "large.csv");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        Assert.Contains("larger than 20 MB", await refused.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_from_elsewhere_is_refused() =>
        Assert.Equal(HttpStatusCode.BadRequest, (await Http.UploadAsync("people", "name"u8.ToArray(), "list.csv", withToken: false)).StatusCode);

    [Fact]
    public async Task A_file_that_waits_is_unknown_to_another_organisation()
    {
        var report = (await Http.UploadAsync("people", _good)).Headers.Location!;
        await Product.EnterNewOrganizationAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await Http.GetAsync(report, Stop)).StatusCode);
    }

    [Fact]
    public async Task A_program_may_import_and_is_told_what_is_wrong()
    {
        using var bad = new StringContent("name,email,starts_on\nAda,nowhere,2024-01-01\n", Encoding.UTF8, "text/csv");
        var refused = await Http.PostAsync("/api/people/import", bad, Stop);
        var report = JsonDocument.Parse(await refused.Content.ReadAsStringAsync(Stop)).RootElement;

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("email", report.GetProperty("bad")[0].GetProperty("field").GetString());
        Assert.Equal(2, report.GetProperty("bad")[0].GetProperty("line").GetInt32());
    }

    private async Task<int> CountAsync()
    {
        await using var db = await Product.OpenAsync();
        return await db.Set<Person>().CountAsync(Stop);
    }

    private static string Rows(int count) =>
        Enumerable.Range(0, count).Aggregate(new StringBuilder("name,email,starts_on\n"), (text, i) => text.Append($"Person {i},p{i}@example.com,2024-01-01\n")).ToString();
}
