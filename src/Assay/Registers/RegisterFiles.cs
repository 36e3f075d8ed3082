using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Assay.Registers;

/// <summary>Where a register's files go out and come in.</summary>
internal static class RegisterFiles<TRow> where TRow : class, IRegisterRow, new()
{
    public static void Map(RouteGroupBuilder pages, Register<TRow> register)
    {
        pages.MapGet("/export", Handler.Of(Export)).Needs(register.Reading);
        pages.MapGet("/import", Handler.Of((Register<TRow> shown) => Page<RegisterImportPage<TRow>>(new { Register = shown, Error = (string?)null }))).Needs(register.Editing);
        pages.MapPost("/import", Handler.Of(Upload)).Needs(register.Editing).WithMetadata(new RequestSizeLimitAttribute(FileLimits.MaxBytes + (64 * 1024)));
        pages.MapGet("/import/{id:guid}", Handler.Of(DryRun)).Needs(register.Editing);
        pages.MapPost("/import/{id:guid}", Handler.Of(Confirm)).Needs(register.Editing);
    }

    internal static IResult Export(HttpContext http, Register<TRow> register, ExportRows<TRow> export, TimeProvider clock, string? format = "csv")
    {
        if (!Enum.TryParse<FileFormat>(format, ignoreCase: true, out var wanted) || !Enum.IsDefined(wanted))
            return Problems.Invalid([new("format", "The format must be csv, xlsx or json.")]);

        var actor = http.Actor;
        var query = RegisterQuery.Of(register, http.Request.Query) with { After = null };
        var isSample = http.Frame is { IsSample: true };
        var name = $"{register.Words.Path.Replace('/', '-')}{(isSample ? "-SAMPLE" : "")}-{clock.Today:yyyy-MM-dd}.{wanted.ToString().ToLowerInvariant()}";

        return TypedResults.Stream(to => export.RunAsync(actor, query, wanted, isSample, to, http.RequestAborted), TypeOf(wanted), name);
    }

    private static async Task<IResult> Upload(HttpContext http, IAntiforgery antiforgery, Register<TRow> register, ImportRows<TRow> import, CancellationToken stop) =>
        await UploadedFile.ReadAsync(http, antiforgery, FileLimits.MaxBytes, stop) switch
        {
            UploadedFile.Outcome.Received file => TypedResults.LocalRedirect(
                $"/{register.Words.Path}/import/{await import.UploadAsync(http.Actor, file.Name, file.Content, stop)}"),
            UploadedFile.Outcome.Refused refused => Page<RegisterImportPage<TRow>>(
                new { Register = register, Error = refused.Message }, refused.Status),
            _ => TypedResults.BadRequest(),
        };

    private static async Task<IResult> DryRun(Guid id, HttpContext http, Register<TRow> register, ImportRows<TRow> import, CancellationToken stop) =>
        await import.DryRunAsync(http.Actor, id, stop) is var (name, report)
            ? Page<RegisterImportReport<TRow>>(new { Register = register, FileName = name, Report = report })
            : TypedResults.NotFound();

    private static async Task<IResult> Confirm(Guid id, [FromForm] IFormCollection form, HttpContext http, Register<TRow> register, ImportRows<TRow> import, CancellationToken stop) =>
        await import.ConfirmAsync(http.Actor, id, stop) switch
        {
            null => TypedResults.NotFound(),
            { IsGood: true } done => TypedResults.LocalRedirect($"/{register.Words.Path}?added={done.Added}&changed={done.Changed}"),
            _ => TypedResults.LocalRedirect($"/{register.Words.Path}/import/{id}"),      // the register changed meanwhile: say what is wrong now
        };

    private static string TypeOf(FileFormat format) => format switch
    {
        FileFormat.Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        FileFormat.Json => "application/json",
        _ => "text/csv; charset=utf-8",
    };

    private static RazorComponentResult Page<TPage>(object parameters, int status = StatusCodes.Status200OK) where TPage : IComponent =>
        new(typeof(TPage), parameters) { StatusCode = status };
}
