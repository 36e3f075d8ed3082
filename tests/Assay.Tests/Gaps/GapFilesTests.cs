using System.Net;
using Assay.Gaps;
using Assay.Tests.Registers;
using Assay.Web;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Gaps;

public sealed class GapFilesTests(Product product) : InNewOrganization(product)
{
    [Theory]
    [InlineData("json", "application/json", "{")]
    [InlineData("html", "text/html", "<!DOCTYPE html>")]
    [InlineData("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK")]
    public async Task The_gap_analysis_goes_out_in_each_format(string format, string type, string begins)
    {
        var answer = await Http.GetAsync($"/gaps/export/{format}", Stop);

        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal($"gaps-2026-03-02.{format}", answer.Content.Headers.ContentDisposition?.FileName);
        Assert.StartsWith(begins, await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_pdf_is_printed_where_there_is_a_browser()
    {
        Assert.SkipWhen(!PdfPrinter.IsAvailable, "This machine has no Chromium.");

        var pdf = await Http.GetByteArrayAsync("/gaps/export/pdf", Stop);

        Assert.Equal("%PDF"u8.ToArray(), pdf[..4]);
    }

    [Fact]
    public async Task An_edited_workbook_changes_a_task_after_it_was_shown()
    {
        var edited = Owned(await Http.GetByteArrayAsync("/gaps/export/xlsx", Stop), "Nadia");

        var report = (await Http.UploadAsync("gaps", edited, "gaps.xlsx")).Headers.Location!;
        var shown = await Http.GetStringAsync(report, Stop);
        Assert.Contains("nothing → Nadia", WebUtility.HtmlDecode(shown), StringComparison.Ordinal);
        Assert.DoesNotContain("Nadia", await Http.GetStringAsync("/gaps/tasks", Stop), StringComparison.Ordinal);

        var done = await Http.PostAsync(report, new FormUrlEncodedContent([new("__RequestVerificationToken", Forms.TokenIn(shown))]), Stop);
        Assert.EndsWith("/gaps/export?imported=1", done.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Contains("Nadia", await Http.GetStringAsync("/gaps/tasks", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workbook_that_somebody_has_overtaken_changes_nothing()
    {
        var exported = await Http.GetByteArrayAsync("/gaps/export/xlsx", Stop);
        await Http.ImportAsync("gaps", Owned(exported, "Nadia"), "gaps.xlsx");

        var late = await Http.UploadAsync("gaps", Owned(exported, "Tomas"), "gaps.xlsx");
        var shown = WebUtility.HtmlDecode(await Http.GetStringAsync(late.Headers.Location, Stop));

        Assert.Contains("was changed since this workbook was exported: owner 'Nadia'", shown, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workbook_of_another_company_is_refused()
    {
        var exported = await Http.GetByteArrayAsync("/gaps/export/xlsx", Stop);
        await using var scope = Product.Services.CreateAsyncScope();
        var import = scope.ServiceProvider.GetRequiredService<ImportWorkbook>();

        var id = await import.UploadAsync(Product.Actor!, "gaps.xlsx", exported, Stop);
        var (_, report) = (await import.DryRunAsync(Product.Actor!, new Frame("Another company", IsSample: false), id, Stop))!.Value;

        Assert.Contains("this is the gap analysis of", Assert.Single(report.Faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_for_one_organisation_is_not_found_by_another()
    {
        var report = (await Http.UploadAsync("gaps", await Http.GetByteArrayAsync("/gaps/export/xlsx", Stop), "gaps.xlsx")).Headers.Location!;
        await Product.EnterNewOrganizationAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await Http.GetAsync(report, Stop)).StatusCode);
    }

    [Fact]
    public async Task A_file_without_our_token_is_not_read() =>
        Assert.Equal(HttpStatusCode.BadRequest, (await Http.UploadAsync("gaps", [1], "gaps.xlsx", withToken: false)).StatusCode);

    [Fact]
    public async Task What_is_no_workbook_is_said_to_be_none()
    {
        var report = await Http.UploadAsync("gaps", "nonsense"u8.ToArray(), "gaps.xlsx");

        Assert.Contains("not a workbook that can be read", await Http.GetStringAsync(report.Headers.Location, Stop), StringComparison.Ordinal);
    }

    private static byte[] Owned(byte[] workbook, string owner)
    {
        using var stream = new MemoryStream();
        stream.Write(workbook);

        using (var document = SpreadsheetDocument.Open(stream, isEditable: true))
        {
            var part = document.WorkbookPart!;
            var sheet = (WorksheetPart)part.GetPartById(part.Workbook.Descendants<Sheet>().Single(s => s.Name == "Tasks").Id!);
            sheet.Worksheet.Descendants<Cell>().Single(c => c.CellReference == "D4").InlineString = new(new Text(owner));
        }

        return stream.ToArray();
    }
}
