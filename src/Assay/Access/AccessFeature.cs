using Assay.Today;

namespace Assay.Access;

/// <summary>Systems, the accounts in them, and what is wrong with who can sign in where.</summary>
public static class AccessFeature
{
    public static void AddAccess(this IServiceCollection services)
    {
        services.AddRegister<InformationSystem, SystemsRegister>();
        services.AddRegister<Account, AccountsRegister>();
        services.AddScoped<ReviewAccess>();
        services.AddScoped<IToday, AccessToday>();
        services.AddNavigation("Access reviews", "access", "shield-lock");
    }

    public static void MapAccess(this IEndpointRouteBuilder routes)
    {
        routes.MapRegister<InformationSystem>();
        routes.MapRegister<Account>();
        routes.MapGet("/api/access/findings", Findings).Needs(Permission.ReadPeople).WithTags("Access").WithSummary("Leavers with live accounts, privileged accounts without a second factor, shared accounts and accounts of nobody.");
    }

    /// <param name="Kind">What is wrong.</param>
    /// <param name="Sentence">The same in words.</param>
    public sealed record FindingView(AccessFindingKind Kind, string Sentence, Guid Account, string System, string Name, string PersonEmail, Guid? Person);

    private static async Task<IEnumerable<FindingView>> Findings(HttpContext http, ReviewAccess review, CancellationToken stop) =>
        (await review.RunAsync(http.Actor, stop)).Findings.Select(f =>
            new FindingView(f.Kind, f.Sentence, f.Account.Id, f.Account.System, f.Account.Name, f.Account.PersonEmail, f.Person?.Id));
}
