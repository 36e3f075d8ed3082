using System.Diagnostics;
using Assay.Idempotency;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assay.Members;

/// <summary>Members, invitations and elevations for programs.</summary>
internal static class MembersApi
{
    public sealed record MemberView(Guid Id, string Name, string Email, bool SecondFactor, DateTimeOffset Since, DateTimeOffset? EndedAt, IReadOnlyList<RoleView> Roles);

    public sealed record RoleView(Role Role, DateTimeOffset? Until);

    public sealed record ElevationView(Guid Id, string Asker, Role Role, int Minutes, string Reason, DateTimeOffset AskedAt, bool? Approved, string? Decider, DateTimeOffset? EndsAt);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var members = routes.MapGroup("/api/members").WithTags("Members");
        members.MapGet("/", List).Needs(Permission.ManageMembers).WithSummary("Who belongs to the organisation, and as what");
        members.MapGet("/{id:guid}", One).Needs(Permission.ManageMembers).WithSummary("One member").WithDescription("ETag is the version of the roles.").ProducesProblem(StatusCodes.Status404NotFound);
        members.MapPost("/invitations", Invite).Needs(Permission.ManageMembers).WithSummary("Make an invitation").WithDescription("The path of its link is returned once. 400 names the field that a rule refuses.").WithMetadata(new SecretAnswer());
        members.MapPut("/{id:guid}/roles", Change).Needs(Permission.ManageMembers).WithSummary("Give a member other roles").WithDescription("With If-Match, only if nobody else changed them since.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed);
        members.MapDelete("/{id:guid}", End).Needs(Permission.ManageMembers).WithSummary("End a membership").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

        var elevations = routes.MapGroup("/api/elevations").WithTags("Members");
        elevations.MapGet("/", Elevations).Needs(Permission.RequestElevation).WithSummary("Roles for a time: asked for and decided, a year back");
        elevations.MapPost("/", AskFor).Needs(Permission.RequestElevation).WithSummary("Ask for a role for a time");
        elevations.MapPost("/{id:guid}/decision", Decide).Needs(Permission.ApproveElevation).WithSummary("Approve or refuse an elevation that somebody else asked for")
            .WithDescription("409 with type own-elevation, elevation-decided or owner-needed where a rule refuses it.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static bool ByOwner(HttpContext http) => http.User.Roles.Contains(Role.Owner);

    private static async Task<IEnumerable<MemberView>> List(HttpContext http, ReadMembers read, CancellationToken stop) =>
        (await read.RunAsync(http.Actor.Organization, stop)).Members.Select(View);

    private static async Task<Results<Ok<MemberView>, ProblemHttpResult>> One(Guid id, HttpContext http, ReadMembers read, CancellationToken stop)
    {
        if ((await read.RunAsync(http.Actor.Organization, stop)).Members.FirstOrDefault(m => m.Id == id) is not { } member) return Missing();

        http.ShowVersion(member.Version);
        return TypedResults.Ok(View(member));
    }

    private static MemberView View(ReadMembers.Line m) => new(m.Id, m.Name, m.Email, m.HasSecondFactor, m.Since, m.EndedAt, [.. m.Grants.Select(g => new RoleView(g.Role, g.Until))]);

    private static async Task<Results<Ok<InviteMember.Outcome.Invited>, ValidationProblem>> Invite(HttpContext http, InviteMember.Request request, InviteMember invite, CancellationToken stop) =>
        await invite.RunAsync(http.Actor, ByOwner(http), request, stop) switch
        {
            InviteMember.Outcome.Invited invited => TypedResults.Ok(invited),
            InviteMember.Outcome.Refused refused => Problems.Invalid(refused.Errors),
            var other => throw new UnreachableException(other.ToString()),
        };

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> Change(Guid id, HttpContext http, ChangeRoles.Request request, ChangeRoles change, CancellationToken stop)
    {
        request.Version = http.ExpectedVersion ?? request.Version;

        return await change.RunAsync(http.Actor, ByOwner(http), id, request, stop) switch
        {
            ChangeRoles.Outcome.Changed => TypedResults.NoContent(),
            ChangeRoles.Outcome.Refused refused => Problems.Invalid(refused.Errors),
            ChangeRoles.Outcome.Stale => http.Overtaken("stale", "Somebody else changed the roles of this member since you read them. Read them again."),
            _ => Missing(),
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> End(Guid id, HttpContext http, EndMembership end, CancellationToken stop) =>
        await end.RunAsync(http.Actor, ByOwner(http), id, stop) switch
        {
            EndMembership.Outcome.Ended => TypedResults.NoContent(),
            EndMembership.Outcome.Refused refused => Problems.Conflict("membership-needed", refused.Message),
            _ => Missing(),
        };

    private static async Task<IEnumerable<ElevationView>> Elevations(HttpContext http, ReadElevations read, CancellationToken stop) =>
        (await read.RunAsync(http.Actor.Organization, stop)).Select(l => new ElevationView(
            l.Elevation.Id, l.Asker, l.Elevation.Role, l.Elevation.Minutes, l.Elevation.Reason, l.Elevation.AskedAt, l.Elevation.Approved, l.Decider, l.Elevation.EndsAt));

    private static async Task<Results<Ok<Guid>, ValidationProblem>> AskFor(HttpContext http, AskElevation.Request request, AskElevation ask, CancellationToken stop) =>
        await ask.RunAsync(http.Actor, request, stop) is { } id ? TypedResults.Ok(id) : Problems.Invalid([new("role", "That role is not given for a time.")]);

    private static async Task<Results<Ok<DecideElevation.Outcome.Decided>, ProblemHttpResult>> Decide(Guid id, HttpContext http, DecideElevation.Request request, DecideElevation decide, CancellationToken stop) =>
        await decide.RunAsync(http.Actor, ByOwner(http), id, request, stop) switch
        {
            DecideElevation.Outcome.Decided decided => TypedResults.Ok(decided),
            DecideElevation.Outcome.Refused refused => Problems.Conflict(refused.Rule, refused.Message),
            _ => Problems.NotFound("There is no such request."),
        };

    private static ProblemHttpResult Missing() => Problems.NotFound("There is no such member.");
}
