using System.Diagnostics;
using Assay.Catalog.Content;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assay.Policies;

/// <summary>Policies for programs.</summary>
internal static class PolicyApi
{
    public sealed record PolicyLine(string Id, string Title, string Type, int Wave, string Owner, string Status, int Latest, int? InForce, int Open, IReadOnlyList<string> Criteria);

    public sealed record PolicyView(string Id, string Title, string Status, int Latest, int? InForce, int Number, string Source, string Text, IReadOnlyList<OpenPlace> Open, IReadOnlyList<string> Rules);

    /// <summary>A placeholder that nobody filled in, and the line of the text on which it stands.</summary>
    public sealed record OpenPlace(string Name, int Line);

    public sealed record DraftRequest
    {
        /// <summary>Ids of the catalog, as T21. Left out for those that are recommended.</summary>
        public IReadOnlyList<string>? Policies { get; init; }
    }

    public static void MapPolicyApi(this RouteGroupBuilder policies)
    {
        policies.MapGet("/", List).Needs(Permission.ReadProgramme).WithSummary("The company's policies");
        policies.MapPost("/", Draft).Needs(Permission.WritePolicies).WithSummary("Draft policies from their templates")
            .WithDescription("What exists already is left as it is. Returns the ids that were drafted.");
        policies.MapGet("/{id}", Read).Needs(Permission.ReadProgramme).WithSummary("One policy with a version of its text").ProducesProblem(StatusCodes.Status404NotFound);
        policies.MapPost("/{id}/versions", Write).Needs(Permission.WritePolicies).WithSummary("Add a text of your own as a new version")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        policies.MapPost("/{id}/steps", Move).Needs(Permission.ReadProgramme).WithSummary("Send to review, approve, publish or retire")
            .WithDescription("409 with type placeholder-unresolved, author-may-not-approve or policy-wrong-status where a rule refuses it.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        policies.MapPolicyFiles();
    }

    private static async Task<Ok<IEnumerable<PolicyLine>>> List(HttpContext http, ReadPolicies read, CancellationToken stop) =>
        TypedResults.Ok((await read.RunAsync(http.Actor, http.Frame!, stop)).Own.Select(l => new PolicyLine(
            l.Policy.Id, l.Policy.Title, l.Policy.Type.Word(), l.Policy.Wave, l.Own!.Owner, l.Own.Status.Word(), l.Own.Latest, l.Own.InForce, l.Open,
            [.. l.Policy.Criteria.Select(m => m.Id)])));

    private static async Task<Ok<IReadOnlyList<string>>> Draft(HttpContext http, DraftRequest request, ReadPolicies read, DraftPolicies draft, CancellationToken stop)
    {
        var wanted = request.Policies ?? (await read.RunAsync(http.Actor, http.Frame!, stop)).Recommended;
        return TypedResults.Ok(await draft.RunAsync(http.Actor, http.Frame!, wanted, stop));
    }

    private static async Task<Results<Ok<PolicyView>, ProblemHttpResult>> Read(string id, int? version, HttpContext http, ReadPolicy read, CancellationToken stop)
    {
        if (await read.RunAsync(http.Actor, http.Frame!, id, version, stop) is not { } found) return Missing();

        http.ShowVersion(found.Own.Latest);
        return TypedResults.Ok(new PolicyView(
                id, found.Policy.Title, found.Own.Status.Word(), found.Own.Latest, found.Own.InForce, found.Shown.Number, found.Shown.Source.Word(), found.Shown.Text,
                [.. found.Shown.Open.Select(o => new OpenPlace(o.Name, o.Line))], [.. found.Document.Rules.Select(r => r.Id)]));
    }

    private static async Task<Results<Ok<WritePolicy.Outcome.Written>, ValidationProblem, ProblemHttpResult>> Write(
        string id, WritePolicy.Request request, HttpContext http, WritePolicy write, CancellationToken stop) =>
        await write.RunAsync(http.Actor, id, http.ExpectedVersion is { } read ? request with { Base = read } : request, stop) switch
        {
            WritePolicy.Outcome.Written written => TypedResults.Ok(written),
            WritePolicy.Outcome.NotFound => Missing(),
            WritePolicy.Outcome.Overtaken overtaken => Stale(http, overtaken.Latest),
            WritePolicy.Outcome.Unchanged => Problems.Invalid([new("text", "This is the text that it has already.")]),
            WritePolicy.Outcome.TooLong => Problems.Invalid([new("text", $"At most {PolicyVersion.MaxBytes} bytes.")]),
            var other => throw new UnreachableException(other.ToString()),
        };

    private static async Task<Results<Ok<MovePolicy.Outcome.Moved>, ProblemHttpResult>> Move(
        string id, MovePolicy.Request request, HttpContext http, MovePolicy move, CancellationToken stop) =>
        !http.User.May(MovePolicy.NeededFor(request.Step)) ? Problems.Forbidden($"The step {request.Step} is for {RoleWords.Of(MovePolicy.NeededFor(request.Step))}.") :
        await move.RunAsync(http.Actor, id, http.ExpectedVersion is { } read ? request with { Number = read } : request, stop) switch
        {
            MovePolicy.Outcome.Moved moved => TypedResults.Ok(moved),
            MovePolicy.Outcome.NotFound => Missing(),
            MovePolicy.Outcome.Overtaken overtaken => Stale(http, overtaken.Latest),
            MovePolicy.Outcome.Refused refused => Problems.Conflict(refused.Rule, refused.Message),
            MovePolicy.Outcome.Unresolved { Open: var open } => Problems.Conflict("placeholder-unresolved", PolicyWords.Of(id, open)),
            var other => throw new UnreachableException(other.ToString()),
        };

    private static ProblemHttpResult Missing() => Problems.NotFound("There is no such policy, or no such version of it.");

    private static ProblemHttpResult Stale(HttpContext http, int latest) =>
        http.Overtaken("policy-overtaken", $"Version {latest} is the latest by now. Read it, then decide again.");
}
