using Assay.Catalog.Content;
using Assay.Catalog.Interview;
using Assay.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assay.Interview;

/// <summary>The interview for programs.</summary>
internal static class InterviewApi
{
    public sealed record QuestionView(
        string Id, string Section, string Text, string Kind, IReadOnlyList<string> Choices, string? Answer, int Version, DateTimeOffset? AnsweredAt);

    public static void MapInterviewApi(this IEndpointRouteBuilder routes)
    {
        var interview = routes.MapGroup("/api/interview").WithTags("Interview");

        interview.MapGet("/questions", List).Needs(Permission.ReadProgramme)
            .WithSummary("The questions that apply, with their answers")
            .WithDescription("run is first_pass, security_baseline or full (the default).");
        interview.MapPut("/answers/{question}", Put).Needs(Permission.AnswerInterview)
            .WithSummary("Save one answer")
            .WithDescription("The version is that of the answer it replaces, 0 for the first. It may come as If-Match instead. 409, or 412 with If-Match, where somebody saved another one meanwhile.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }

    private static async Task<Ok<IEnumerable<QuestionView>>> List(HttpContext http, ReadInterview read, string? run, CancellationToken stop)
    {
        var state = await read.RunAsync(http.Actor.Organization, RunWords.Parse(run), stop);

        return TypedResults.Ok(state.Lines.Select(l => new QuestionView(
            l.Question.Id, l.Question.Section, l.Question.Text, l.Question.Kind.Word(),
            [.. AnswerWords.Options(l.Question).Select(o => o.Id)], l.Answer, l.Version, l.At)));
    }

    private static async Task<Results<Ok<AnswerQuestion.Outcome.Saved>, ValidationProblem, ProblemHttpResult>> Put(
        HttpContext http, string question, AnswerQuestion.Request request, AnswerQuestion save, CancellationToken stop) =>
        await save.RunAsync(Answerer.Of(http.Actor), question, http.ExpectedVersion is { } read ? request with { Version = read } : request, stop) switch
        {
            AnswerQuestion.Outcome.Saved saved => Shown(http, saved),
            AnswerQuestion.Outcome.NoSuchQuestion => Problems.NotFound($"There is no question '{question}'."),
            AnswerQuestion.Outcome.Wrong wrong => Problems.Invalid([new("answer", wrong.Message)]),
            AnswerQuestion.Outcome.Contradicts contradicts => Problems.Conflict("answers-contradict", contradicts.With.Message),
            AnswerQuestion.Outcome.Overtaken overtaken => http.Overtaken("answer-overtaken",
                $"Somebody saved '{overtaken.Answer}' as version {overtaken.Version} meanwhile."),
            var other => throw new System.Diagnostics.UnreachableException(other.ToString()),
        };

    private static Ok<AnswerQuestion.Outcome.Saved> Shown(HttpContext http, AnswerQuestion.Outcome.Saved saved)
    {
        http.ShowVersion(saved.Version);
        return TypedResults.Ok(saved);
    }
}
