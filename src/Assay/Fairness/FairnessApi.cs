using System.Diagnostics;
using Assay.Models;
using Assay.Statistics.Fairness;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assay.Fairness;

/// <summary>Fairness for programs and for the page's upload form, which is the same form with a token before it.</summary>
internal static class FairnessApi
{
    /// <param name="Fact">The id of the result, as the version lists it.</param>
    public sealed record MeasuredView(Guid Fact, FairnessReport Report);

    public static void MapFairnessApi(this IEndpointRouteBuilder routes)
    {
        var models = routes.MapGroup("/api/models/{name}").WithTags("Fairness");
        models.MapPost("/versions/{version:int}/fairness", Post).Needs(Permission.RecordMeasurements).WithSummary("Measure fairness from a file of predictions")
            .WithDescription("multipart/form-data: file (CSV or JSON Lines), prediction, group, and where wanted label, positive, minimum, point (training_data, training_run, before_deployment, in_production). The rows are not kept.")
            .Accepts<Stream>("multipart/form-data").WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(ReceivedForm.MaxBytes + 65_536)).ProducesProblem(404);

        var cases = routes.MapGroup("/api/fairness").WithTags("Fairness");
        cases.MapPut("/results/{fact:guid}/mitigation", Mitigate).Needs(Permission.RecordMeasurements).WithSummary("Say what is done about a failed result").ProducesProblem(404);
        cases.MapPost("/results/{fact:guid}/closing", Close).Needs(Permission.ReviewModels).WithSummary("Close a failed result: after a mitigation and a later test that passed, or as an accepted risk").ProducesProblem(404).ProducesProblem(409);

        routes.MapPost("/models/{id:guid}/versions/{version:int}/fairness/upload", Upload).Needs(Permission.RecordMeasurements).ExcludeFromDescription()
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(ReceivedForm.MaxBytes + 65_536));
    }

    private static async Task<Results<Created<MeasuredView>, ValidationProblem, ProblemHttpResult>> Post(string name, int version, HttpContext http, RunFairness run, CancellationToken stop)
    {
        await using var form = await ReceivedForm.ReadAsync(http, antiforgery: null, stop);
        if (form?.Find("file") is not { } file) return Problems.Invalid([new("file", "Send a form with a file, as CSV with a header or JSON Lines.")]);
        if (RequestOf(form) is not { } request) return Problems.Invalid([new("point", $"The point is {string.Join(", ", BiasPoints.All.Select(p => p.Word))}; minimum is a number.")]);
        if (FormCheck.Of(request, "") is [_, ..] errors) return Problems.Invalid([.. errors]);

        return await run.RunAsync(http.Actor, name, version, request, file, stop) switch
        {
            RunFairness.Outcome.Measured done => TypedResults.Created((string?)null, new MeasuredView(done.Fact, done.Report)),
            RunFairness.Outcome.NotFound => ModelProblems.Missing(),
            RunFairness.Outcome.Wrong wrong => Problems.Invalid([new("file", wrong.Message)]),
            var other => throw new UnreachableException(other.ToString()),
        };
    }

    private static async Task<IResult> Upload(Guid id, int version, HttpContext http, IAntiforgery antiforgery, ReadFairnessResults read, RunFairness run, CancellationToken stop)
    {
        await using var form = await ReceivedForm.ReadAsync(http, antiforgery, stop);
        if (form is null) return TypedResults.BadRequest();
        if (await read.RunAsync(http.Actor.Organization, id, version, stop) is not { } found) return TypedResults.NotFound();

        var request = RequestOf(form);
        List<FormError> errors = request is null ? [new("minimum", "The fewest records are a number.")] : [.. FormCheck.Of(request, "")];
        if (form.Find("file") is null) errors.Add(new("file", "Choose a file first."));

        if (errors is [])
        {
            var outcome = await run.RunAsync(http.Actor, found.Model.Name, version, request!, form.Find("file")!, stop);
            if (outcome is RunFairness.Outcome.Measured measured) return TypedResults.LocalRedirect($"{ModelLinks.Of(id, version)}/fairness?result={measured.Fact:n}");
            errors.Add(new("file", outcome is RunFairness.Outcome.Wrong wrong ? wrong.Message : "There is no such version."));
        }

        return new RazorComponentResult<FairnessPage>(new { Id = id, Number = version, Typed = form.Fields, Errors = (IReadOnlyList<FormError>)errors }) { StatusCode = StatusCodes.Status400BadRequest };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Mitigate(Guid fact, RecordMitigation.Request request, HttpContext http, RecordMitigation record, CancellationToken stop) =>
        await record.RunAsync(http.Actor, fact, request, stop) ? TypedResults.NoContent() : Problems.NotFound("There is no such failed result that is still open.");

    private static async Task<Results<NoContent, ProblemHttpResult>> Close(Guid fact, CloseBiasCase.Request request, HttpContext http, CloseBiasCase close, CancellationToken stop) =>
        await close.RunAsync(http.Actor, http.User.May(Permission.SignOffModels), fact, request, stop) switch
        {
            CloseBiasCase.Outcome.Closed => TypedResults.NoContent(),
            CloseBiasCase.Outcome.Refused refused => Problems.Conflict(refused.Rule, refused.Message),
            _ => Problems.NotFound("There is no such result."),
        };

    /// <returns>Null where a word is none of those that there are.</returns>
    private static RunFairness.Request? RequestOf(ReceivedForm form)
    {
        var point = form["point"] is "" ? BiasPoint.BeforeDeployment : BiasPoints.Of(form["point"]);
        var minimum = form["minimum"] is "" ? FairnessReport.DefaultMinimum : int.TryParse(form["minimum"], System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : (int?)null;

        return point is null || minimum is null ? null : new()
        {
            Point = point.Value,
            Minimum = minimum.Value,
            Prediction = form["prediction"],
            Group = form["group"],
            Label = form["label"],
            Positive = form["positive"],
        };
    }
}
