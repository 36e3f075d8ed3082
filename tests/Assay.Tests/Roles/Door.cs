using System.Text.RegularExpressions;
using Assay.Roles;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Roles;

/// <summary>One way in: a route with its method, or one form of a page.</summary>
internal sealed partial record Door(string Method, string Pattern, string? Form, IReadOnlyList<Permission> Needs, bool IsOpen)
{
    /// <summary>Every way in that the product has, in the order of their addresses.</summary>
    public static IReadOnlyList<Door> AllOf(IServiceProvider services) =>
        [.. services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().SelectMany(Of)
            .DistinctBy(d => d.Title).OrderBy(d => d.Pattern, StringComparer.Ordinal).ThenBy(d => d.Method, StringComparer.Ordinal).ThenBy(d => d.Form, StringComparer.Ordinal)];

    public string Title => $"{Method} {Pattern}{(Form is null ? "" : $" ({Form})")}";

    public string Address => Parameter().Replace(Pattern, m => m.Value.Contains(":int", StringComparison.Ordinal) ? "1" : "01932a5c-0000-7000-8000-000000000001");

    public bool Allows(Role role) => Needs is not [] && Needs.All(permission => Grants.Allow(role, permission));

    public HttpRequestMessage Knock()
    {
        var request = new HttpRequestMessage(new(Method), Address);
        if (Form is not null) request.Content = new FormUrlEncodedContent([new("_handler", Form.Replace("*", "x", StringComparison.Ordinal))]);
        return request;
    }

    private static IEnumerable<Door> Of(RouteEndpoint endpoint)
    {
        var pattern = "/" + (endpoint.RoutePattern.RawText ?? "").TrimStart('/');
        var needs = endpoint.Metadata.GetOrderedMetadata<NeedsAttribute>();
        var open = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        List<Permission> door = [.. needs.Where(n => n.Form is null).Select(n => n.Permission)];

        if (endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is null)
            return (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => new Door(method, pattern, null, door, open));

        return needs.Where(n => n.Form is not null).GroupBy(n => n.Form!)
            .Select(form => new Door("POST", pattern, form.Key, [.. door, .. form.Select(n => n.Permission)], open))
            .Prepend(new Door("GET", pattern, null, door, open));
    }

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.None, 1000)]
    private static partial Regex Parameter();
}
