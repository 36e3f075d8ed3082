using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace Assay.Roles;

/// <summary>Which pages somebody may open, so that no link is shown that leads to a refusal.</summary>
public sealed class Doors(IEnumerable<EndpointDataSource> sources)
{
    private readonly Lazy<Dictionary<string, Permission[]>> _needs = new(() => sources
        .SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
        .Where(e => e.RoutePattern.Parameters is [] && (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Contains("GET"))
        .GroupBy(e => Trim(e.RoutePattern.RawText))
        .ToDictionary(g => g.Key, g => g.First().Metadata.GetOrderedMetadata<NeedsAttribute>().Where(n => n.Form is null).Select(n => n.Permission).ToArray()));

    /// <param name="path">A page without parts that vary, as <c>/policies</c>.</param>
    public bool IsOpen(string path, ClaimsPrincipal user) =>
        _needs.Value.TryGetValue(Trim(path), out var needs) && needs is not [] && needs.All(user.May);

    private static string Trim(string? path) => (path ?? "").Trim('/');
}

public static class RolesSetup
{
    public static void AddRoles(this IServiceCollection services)
    {
        services.AddSingleton<Doors>();
        services.AddHttpContextAccessor();
        services.AddSingleton<IAuthorizationHandler, Doorkeeper>();
    }
}
