using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Assay.Identity;

/// <summary>Who may come in, and how they prove it.</summary>
public static class IdentityFeature
{
    internal const string SignInPath = "/sign-in";

    public static void AddIdentity(this WebApplicationBuilder builder)
    {
        var services = builder.Services;

        services.AddDbContext<IdentityDb>((s, o) => o
            .UseNpgsql(s.GetRequiredService<DatabaseSources>().Identity.CreateConnection(), contextOwnsConnection: true)
            .ConfigureWarnings(w => w.Ignore(CoreEventId.MappedPropertyIgnoredWarning)));      // we leave the phone number out on purpose

        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddIdentityCore<User>(Configure)
            .AddEntityFrameworkStores<IdentityDb>()
            .AddPasswordValidator<PasswordRule>();

        services.ConfigureApplicationCookie(CookieDoor.Configure);
        services.ConfigureApplicationCookie(o => o.Cookie.SecurePolicy = SecureCookies(builder));
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = 210_000);       // OWASP's figure for PBKDF2 with SHA-512

        // What is not opened is shut: everything asks for a person who has entered an organisation, and says what it needs of them.
        services.AddRoles();
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder()
            .RequireAuthenticatedUser().RequireClaim(ActorOf.OrganizationClaim).AddRequirements(new DeclaredRequirement()).Build());

        services.AddScoped<PrepareSetup>();
        services.AddScoped<CreateOwner>();
        services.AddSessions();
        services.AddFactors();
        services.AddScoped<ActorNames>();
    }

    public static void UseIdentity(this WebApplication app)
    {
        app.UseAuthentication();
        app.Use((http, next) =>
        {
            http.Frame = EnteredOrganization.FrameOf(http.User);
            return next(http);
        });
        app.UseOwnSite();
        app.UseSignInSteps();
        app.UseAuthorization();
    }

    public static void MapIdentity(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/sign-out", SignOut.Post).Needs(Permission.UseOwnAccount).WithMetadata(new OpenWhileEnrollingAttribute()).ExcludeFromDescription();

    /// <summary>Browsers send secure cookies over plain HTTP to nobody but, at best, this machine.</summary>
    private static CookieSecurePolicy SecureCookies(WebApplicationBuilder builder) =>
        (builder.Configuration["urls"] ?? "http://localhost").Split(';').All(url => url.Contains("//localhost", StringComparison.Ordinal) || url.Contains("//127.0.0.1", StringComparison.Ordinal))
            ? CookieSecurePolicy.SameAsRequest
            : CookieSecurePolicy.Always;

    private static void Configure(IdentityOptions options)
    {
        options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
        options.User.RequireUniqueEmail = true;
        options.User.AllowedUserNameCharacters = "";          // any: an e-mail address is checked as such

        options.Password.RequiredLength = PasswordRule.ShortestPassword;
        options.Password.RequireDigit = false;
        options.Password.RequireLowercase = false;
        options.Password.RequireUppercase = false;
        options.Password.RequireNonAlphanumeric = false;
    }
}
