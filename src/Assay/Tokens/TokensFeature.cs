using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Assay.Tokens;

/// <summary>Programs that act for an organisation, and the tokens by which they come in.</summary>
public static class TokensFeature
{
    private const string _eitherDoor = "either-door";

    public static void AddTokens(this IServiceCollection services)
    {
        services.AddScoped<CheckToken>();
        services.AddScoped<ReadServiceAccounts>();
        services.AddScoped<SaveServiceAccount>();
        services.AddScoped<CloseServiceAccount>();
        services.AddScoped<IssueToken>();
        services.AddScoped<RevokeToken>();
        services.AddScoped<IProgramNames, ServiceAccountNames>();

        // Whoever brings a header is judged by it alone: a wrong token beside a good cookie opens nothing.
        services.AddAuthentication(o => o.DefaultScheme = _eitherDoor)
            .AddPolicyScheme(_eitherDoor, null, o => o.ForwardDefaultSelector = http =>
                TokenDoor.IsKnockedAt(http.Request) ? TokenDoor.Name : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, TokenDoor>(TokenDoor.Name, null);

        services.AddSettings("Service accounts and tokens", "/settings/tokens",
            "Programs come in by token: each with an owner, a limited scope and an end. A token that leaks opens what stands in its scope, until it is revoked here.", Permission.ManageTokens);
    }

    public static void MapTokens(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/whoami", TokenApi.WhoAmI).WithTags("Tokens").WithSummary("Who you are here and what you may do").Needs(Permission.SeeOneself);
        routes.MapGroup("/api/service-accounts").WithTags("Tokens").Needs(Permission.ManageTokens).MapTokenApi();
    }
}
