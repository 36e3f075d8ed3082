using System.Diagnostics;
using Assay.Models;
using Assay.Statistics.Drift;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Assay.Drift;

/// <summary>Drift for programs and for the page's upload forms.</summary>
internal static class DriftApi
{
    public sealed record MeasuredView(Guid Fact, bool AgainstBaseline, IReadOnlyList<string> Shifted, DriftReport Report);

    public static void MapDriftApi(this IEndpointRouteBuilder routes)
    {
        var models = routes.MapGroup("/api/models/{name}").WithTags("Drift");
        models.MapPost("/versions/{version:int}/drift", Post).Needs(Permission.RecordMeasurements).WithSummary("Measure drift of current data against a reference")
            .WithDescription("multipart/form-data: reference and current (CSV or JSON Lines); columns and categories, with commas between names. A shifted column is an alert. The rows are not kept.")
            .Accepts<Stream>("multipart/form-data").WithMetadata(new RequestSizeLimitAttribute((2 * ReceivedForm.MaxBytes) + 65_536)).ProducesProblem(404);
        routes.MapGroup("/api/drift").WithTags("Drift").MapPost("/results/{fact:guid}/triage", Triage).Needs(Permission.ReviewModels).WithSummary("Say what a drift alert was and what was done").ProducesProblem(404).ProducesProblem(409);

        routes.MapPost("/models/{id:guid}/versions/{version:int}/drift/upload", Upload).Needs(Permission.RecordMeasurements).ExcludeFromDescription().WithMetadata(new RequestSizeLimitAttribute((2 * ReceivedForm.MaxBytes) + 65_536));
        routes.MapPost("/models/{id:guid}/versions/{version:int}/baseline/upload", UploadBaseline).Needs(Permission.RecordMeasurements).ExcludeFromDescription().WithMetadata(new RequestSizeLimitAttribute(ReceivedForm.MaxBytes + 65_536));
    }

    private static async Task<Results<Created<MeasuredView>, ValidationProblem, ProblemHttpResult>> Post(string name, int version, HttpContext http, RunDrift run, CancellationToken stop)
    {
        await using var form = await ReceivedForm.ReadAsync(http, antiforgery: null, stop);
        if (form?.Find("reference") is not { } reference || form.Find("current") is not { } current) return Problems.Invalid([new("reference", "Send a form with the files reference and current, as CSV with a header or JSON Lines.")]);

        return await run.RunAsync(http.Actor, name, version, RequestOf(form), reference, current, stop) switch
        {
            RunDrift.Outcome.Measured done => TypedResults.Created((string?)null, new MeasuredView(done.Fact, done.AgainstBaseline, done.Shifted, done.Report)),
            RunDrift.Outcome.NotFound => ModelProblems.Missing(),
            RunDrift.Outcome.Wrong wrong => Problems.Invalid([new("current", wrong.Message)]),
            var other => throw new UnreachableException(other.ToString()),
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Triage(Guid fact, TriageDrift.Request request, HttpContext http, TriageDrift triage, CancellationToken stop) =>
        await triage.RunAsync(http.Actor, fact, request, stop) switch
        {
            TriageDrift.Outcome.Done => TypedResults.NoContent(),
            TriageDrift.Outcome.NotFound => Problems.NotFound("There is no such alert."),
            TriageDrift.Outcome.NeedsAPerson => Problems.Conflict("needs-a-person", "A program alerts; a person judges."),
            _ => Problems.Conflict("triaged-already", "Somebody has looked at this alert already."),
        };

    private static async Task<IResult> Upload(Guid id, int version, HttpContext http, IAntiforgery antiforgery, ReadDrift read, RunDrift run, CancellationToken stop)
    {
        await using var form = await ReceivedForm.ReadAsync(http, antiforgery, stop);
        if (form is null) return TypedResults.BadRequest();
        if (await read.RunAsync(http.Actor.Organization, id, version, stop) is not { } found) return TypedResults.NotFound();
        if (form.Find("reference") is not { } reference || form.Find("current") is not { } current) return Again(id, version, form, new("reference", "Choose both files first."));

        return await run.RunAsync(http.Actor, found.Model.Name, version, RequestOf(form), reference, current, stop) switch
        {
            RunDrift.Outcome.Measured done => TypedResults.LocalRedirect($"{ModelLinks.Of(id, version)}/drift?result={done.Fact:n}"),
            RunDrift.Outcome.Wrong wrong => Again(id, version, form, new("current", wrong.Message)),
            _ => TypedResults.NotFound(),
        };
    }

    private static async Task<IResult> UploadBaseline(Guid id, int version, HttpContext http, IAntiforgery antiforgery, ReadDrift read, RecordBaseline record, CancellationToken stop)
    {
        await using var form = await ReceivedForm.ReadAsync(http, antiforgery, stop);
        if (form is null) return TypedResults.BadRequest();
        if (await read.RunAsync(http.Actor.Organization, id, version, stop) is not { } found) return TypedResults.NotFound();

        var wrong = form.Find("baseline") is { } file ? await record.RunAsync(http.Actor, found.Model.Name, version, file, stop) : "Choose a file first.";
        return wrong is null ? TypedResults.LocalRedirect($"{ModelLinks.Of(id, version)}/drift") : Again(id, version, form, new("baseline", wrong));
    }

    private static RazorComponentResult<DriftPage> Again(Guid id, int version, ReceivedForm form, FormError error) =>
        new(new { Id = id, Number = version, Typed = form.Fields, Errors = (IReadOnlyList<FormError>)[error] }) { StatusCode = StatusCodes.Status400BadRequest };

    private static RunDrift.Request RequestOf(ReceivedForm form) => new() { Columns = form.List("columns"), Categories = form.List("categories") };
}
