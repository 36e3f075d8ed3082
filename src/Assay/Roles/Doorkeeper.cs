using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;

namespace Assay.Roles;

/// <summary>That a door says what it needs. One that says nothing is shut to everybody, so that nothing is open by oversight.</summary>
public sealed class DeclaredRequirement : IAuthorizationRequirement;

/// <summary>Lets in whoever has what the door needs, and for a posted form what that form needs.</summary>
internal sealed class Doorkeeper(IHttpContextAccessor current) : IAuthorizationHandler
{
    public async Task HandleAsync(AuthorizationHandlerContext context)
    {
        var http = context.Resource as HttpContext ?? current.HttpContext;
        var form = http is null ? null : await FormOfAsync(http);

        foreach (var requirement in context.PendingRequirements.ToList())
        {
            if (requirement switch
            {
                NeedsRequirement { Needs: var needs } => IsElsewhere(needs, form) || context.User.May(needs.Permission),
                DeclaredRequirement => IsDeclared(http?.GetEndpoint(), form),
                _ => false,
            })
            {
                context.Succeed(requirement);
            }
        }
    }

    private static bool IsElsewhere(NeedsAttribute needs, string? form) => needs.Form is not null && (form is null || !needs.Covers(form));

    /// <summary>
    /// No door at all is nobody's secret: it becomes "there is no such page". Nor are the framework's own, which are no
    /// routes and answer only that a method or a format is not taken.
    /// </summary>
    private static bool IsDeclared(Endpoint? door, string? form)
    {
        if (door is null or not RouteEndpoint) return true;

        var needs = door.Metadata.GetOrderedMetadata<NeedsAttribute>();
        return needs.Any(n => n.Form is null) && (form is null || needs.Any(n => n.Covers(form)));
    }

    /// <returns>The name of the form that was posted to a page; empty where it names none, null where this is no form of a page.</returns>
    private static async Task<string?> FormOfAsync(HttpContext http) =>
        HttpMethods.IsPost(http.Request.Method) && http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null
            ? http.Request.HasFormContentType ? (await http.Request.ReadFormAsync(http.RequestAborted))["_handler"].ToString() : ""
            : null;
}
