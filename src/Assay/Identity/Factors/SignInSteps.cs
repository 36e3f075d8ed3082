using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace Assay.Identity;

/// <summary>What somebody still has to do before they are in.</summary>
public enum SignInStep
{
    /// <summary>The password was right; there is a second factor, which is still to come. Nothing of any organisation is open.</summary>
    SecondFactor,

    /// <summary>Their factors were reset: a new one is added by the link that was handed out, and by nothing else.</summary>
    Link,

    /// <summary>Their role or their organisation asks for a second factor, and they have none.</summary>
    Enrolment,
}

/// <summary>A door that is open to somebody who has yet to add a second factor. All others are shut to them.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OpenWhileEnrollingAttribute : Attribute;

/// <summary>Holds whoever is not in yet at the step that they have to take.</summary>
internal static class SignInSteps
{
    public const string Claim = "sign_in_step";

    /// <summary>Who is half in. Not the claim by which others know a person, so that nobody takes one half for both.</summary>
    public const string HalfClaim = "half_user";

    public const string CodePath = "/sign-in/code";
    public const string LostPath = "/sign-in/lost";
    public const string FactorsPath = "/account/factors";

    /// <returns>What is still to do in a session; null where the person is in.</returns>
    public static SignInStep? Of(Session session, bool hasFactor, bool awaitsLink, bool needsFactor) => session.Proof switch
    {
        { IsStrong: true } => null,
        _ when hasFactor => SignInStep.SecondFactor,
        Proof.EnrolmentLink => SignInStep.Enrolment,
        _ when awaitsLink => SignInStep.Link,
        _ => needsFactor ? SignInStep.Enrolment : null,
    };

    /// <summary>Whoever has proved a password and has a second factor to go; null for everybody else.</summary>
    public static async Task<User?> HalfOf(ClaimsPrincipal person, IdentityDb db, CancellationToken stop) =>
        person.Step is SignInStep.SecondFactor or SignInStep.Link && Guid.TryParse(person.FindFirstValue(HalfClaim), out var id)
            ? await db.Users.SingleOrDefaultAsync(u => u.Id == id, stop)
            : null;

    public static void UseSignInSteps(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.User.Step is not { } step || IsOpen(http.GetEndpoint(), step)) return next(http);

        if (HttpMethods.IsGet(http.Request.Method) && CookieDoor.IsPage(http.Request))
            http.Response.Redirect(PathOf(step, http.Request));
        else
            http.Response.StatusCode = StatusCodes.Status403Forbidden;

        return Task.CompletedTask;
    });

    private static string PathOf(SignInStep step, HttpRequest request) => step switch
    {
        SignInStep.SecondFactor => $"{CodePath}?next={Uri.EscapeDataString(request.Path + request.QueryString)}",
        SignInStep.Link => LostPath,
        _ => FactorsPath,
    };

    private static bool IsOpen(Endpoint? door, SignInStep step) =>
        door?.Metadata.GetMetadata<IAllowAnonymous>() is not null
        || (step is SignInStep.Enrolment && door?.Metadata.GetMetadata<OpenWhileEnrollingAttribute>() is not null);

    extension(ClaimsPrincipal user)
    {
        /// <summary>Null for whoever is in, and for strangers.</summary>
        public SignInStep? Step => Enum.TryParse<SignInStep>(user.FindFirstValue(Claim), out var step) ? step : null;
    }
}
