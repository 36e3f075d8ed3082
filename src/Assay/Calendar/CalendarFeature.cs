using System.Diagnostics;
using System.Text;
using Assay.Catalog.Content;
using Assay.Today;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assay.Calendar;

/// <summary>What people have to do, and when.</summary>
public static class CalendarFeature
{
    public sealed record DutyView(Guid Id, string Source, string Title, string Owner, string Frequency, DateOnly DueOn, string Status, IReadOnlyList<string> Controls);

    public static void AddCalendar(this IServiceCollection services)
    {
        services.AddScoped<ReadCalendar>();
        services.AddScoped<CompleteDuty>();
        services.AddScoped<IToday, CalendarToday>();
        services.AddNavigation("Calendar", "calendar", "calendar");
    }

    public static void MapCalendar(this IEndpointRouteBuilder routes)
    {
        var calendar = routes.MapGroup("/api/calendar").WithTags("Calendar");

        calendar.MapGet("/", List).Needs(Permission.ReadProgramme).WithSummary("What recurs, by the day on which it is due next");
        calendar.MapPost("/{id:guid}/done", Done).Needs(Permission.CompleteDuties).WithSummary("Say that an occurrence was done")
            .WithDescription("dueOn names the occurrence; the next falls due one period after it.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapGet("/calendar/export", Export).Needs(Permission.ReadProgramme).ExcludeFromDescription();
    }

    private static async Task<Ok<IEnumerable<DutyView>>> List(HttpContext http, ReadCalendar read, TimeProvider clock, CancellationToken stop) =>
        TypedResults.Ok((await read.RunAsync(http.Actor.Organization, stop)).Select(d =>
            new DutyView(d.Id, d.Source, d.Title, d.Owner, d.Frequency.Word(), d.DueOn, d.Status(clock.Today), d.Controls)));

    private static async Task<Results<Ok<CompleteDuty.Outcome.Done>, ValidationProblem, ProblemHttpResult>> Done(
        Guid id, CompleteDuty.Request request, HttpContext http, CompleteDuty complete, CancellationToken stop) =>
        await complete.RunAsync(http.Actor, id, request, stop) switch
        {
            CompleteDuty.Outcome.Done done => TypedResults.Ok(done),
            CompleteDuty.Outcome.NotFound => Problems.NotFound("There is no such duty."),
            CompleteDuty.Outcome.Overtaken overtaken => Problems.Conflict("duty-overtaken", $"That occurrence was answered already; {overtaken.DueOn:yyyy-MM-dd} is due next."),
            CompleteDuty.Outcome.Refused refused => Problems.Invalid([refused.Error]),
            var other => throw new UnreachableException(other.ToString()),
        };

    private static async Task<FileContentHttpResult> Export(HttpContext http, ReadCalendar read, TimeProvider clock, CancellationToken stop)
    {
        var frame = http.Frame!;
        var file = CalendarFile.Of(frame, await read.RunAsync(http.Actor.Organization, stop), clock.GetUtcNow());
        return TypedResults.File(Encoding.UTF8.GetBytes(file), "text/calendar; charset=utf-8", $"compliance{(frame.IsSample ? "-SAMPLE" : "")}.ics");
    }
}
