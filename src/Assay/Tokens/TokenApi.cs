using System.Diagnostics;
using Assay.Idempotency;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assay.Tokens;

/// <summary>Service accounts and tokens for programs; and who one is.</summary>
internal static class TokenApi
{
    /// <param name="Permissions">All that this sign-in or token may do.</param>
    public sealed record Oneself(string Name, string Organization, Guid OrganizationId, bool IsService, IReadOnlyList<string> Permissions);

    /// <param name="Token">Shown this once.</param>
    public sealed record IssuedToken(Guid Id, string Token, DateTimeOffset ExpiresAt);

    public static Ok<Oneself> WhoAmI(HttpContext http) => TypedResults.Ok(new Oneself(
        http.Actor.Name, http.Frame!.Organization, http.Actor.Organization.Value, http.Actor.IsService,
        [.. Enum.GetValues<Permission>().Where(http.User.May).Select(p => p.ToString())]));

    public static void MapTokenApi(this RouteGroupBuilder accounts)
    {
        accounts.MapGet("/", List).WithSummary("The organisation's service accounts with their tokens");
        accounts.MapPost("/", Add).WithSummary("Add a service account");
        accounts.MapPut("/{id:guid}", Change).WithSummary("Change a service account").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status412PreconditionFailed);
        accounts.MapDelete("/{id:guid}", Close).WithSummary("Close a service account; all its tokens end").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status412PreconditionFailed);
        accounts.MapPost("/{id:guid}/tokens", Issue).WithSummary("Issue a token").WithDescription("The answer is the only place where the token is ever shown.").WithMetadata(new SecretAnswer())
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        accounts.MapDelete("/{id:guid}/tokens/{token:guid}", Revoke).WithSummary("Revoke a token").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<IReadOnlyList<ReadServiceAccounts.Line>>> List(HttpContext http, ReadServiceAccounts read, CancellationToken stop) =>
        TypedResults.Ok(await read.RunAsync(http.Actor, null, stop));

    private static Task<Results<Ok<SaveServiceAccount.Outcome.Saved>, ValidationProblem, ProblemHttpResult>> Add(
        SaveServiceAccount.Request request, HttpContext http, SaveServiceAccount save, CancellationToken stop) => SaveAsync(null, request, http, save, stop);

    private static Task<Results<Ok<SaveServiceAccount.Outcome.Saved>, ValidationProblem, ProblemHttpResult>> Change(
        Guid id, SaveServiceAccount.Request request, HttpContext http, SaveServiceAccount save, CancellationToken stop) => SaveAsync(id, request, http, save, stop);

    private static async Task<Results<Ok<SaveServiceAccount.Outcome.Saved>, ValidationProblem, ProblemHttpResult>> SaveAsync(
        Guid? id, SaveServiceAccount.Request request, HttpContext http, SaveServiceAccount save, CancellationToken stop) =>
        await save.RunAsync(http.Actor, id, request, stop, id is null ? null : http.ExpectedVersion) switch
        {
            SaveServiceAccount.Outcome.Saved saved => TypedResults.Ok(saved),
            SaveServiceAccount.Outcome.Overtaken => Overtaken(),
            SaveServiceAccount.Outcome.Refused refused => Problems.Invalid([refused.Error]),
            _ => NoAccount(),
        };

    private static async Task<Results<NoContent, ProblemHttpResult>> Close(Guid id, HttpContext http, CloseServiceAccount close, CancellationToken stop) =>
        await close.RunAsync(http.Actor, id, stop, http.ExpectedVersion) switch
        {
            CloseServiceAccount.Outcome.Closed => TypedResults.NoContent(),
            CloseServiceAccount.Outcome.Overtaken => Overtaken(),
            _ => NoAccount(),
        };

    private static async Task<Results<Created<IssuedToken>, ValidationProblem, ProblemHttpResult>> Issue(
        Guid id, IssueToken.Request request, HttpContext http, IssueToken issue, CancellationToken stop) =>
        await issue.RunAsync(http.Actor, id, request, stop) switch
        {
            IssueToken.Outcome.Issued issued => TypedResults.Created(
                $"/api/service-accounts/{id}/tokens/{issued.Token.TokenId}", new IssuedToken(issued.Token.TokenId, issued.Token.Reveal(), issued.ExpiresAt)),
            IssueToken.Outcome.NotFound => NoAccount(),
            IssueToken.Outcome.IssuedBefore => Problems.Conflict("token-issued-before", "A token of this id was issued and shown. Issue another one."),
            IssueToken.Outcome.OutOfReach refused => Problems.Invalid([new(nameof(IssueToken.Request.Scopes), $"No program may ever be given {refused.Permission}.")]),
            var other => throw new UnreachableException(other.ToString()),
        };

    private static async Task<Results<NoContent, ProblemHttpResult>> Revoke(Guid id, Guid token, HttpContext http, RevokeToken revoke, CancellationToken stop) =>
        await revoke.RunAsync(http.Actor, id, token, stop) ? TypedResults.NoContent() : Problems.NotFound("There is no such token, or it was revoked before.");

    private static ProblemHttpResult Overtaken() => Problems.PreconditionFailed("Somebody else changed this account since you read it. Read it again.");

    private static ProblemHttpResult NoAccount() => Problems.NotFound("There is no such service account, or it is closed.");
}
