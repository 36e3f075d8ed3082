using Microsoft.AspNetCore.Authorization;

namespace Assay.Roles;

/// <summary>What one must be allowed in order to come in by this door: <c>@attribute [Needs(Permission.ReadProgramme)]</c> on a page.</summary>
/// <remarks>
/// A page has one such line without <see cref="Form"/> for whoever looks at it, and one for each of its forms, by the form's
/// name. A form without one is refused to everybody. A name that ends with <c>*</c> stands for all that begin so.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class NeedsAttribute(Permission permission) : Attribute, IAuthorizationRequirementData
{
    public Permission Permission { get; } = permission;

    /// <summary>The name of the form that this is about; null for the door itself.</summary>
    public string? Form { get; init; }

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [new NeedsRequirement(this)];

    public bool Covers(string form) => Form is not null
        && (Form.EndsWith('*') ? form.StartsWith(Form[..^1], StringComparison.Ordinal) : form == Form);
}

public sealed record NeedsRequirement(NeedsAttribute Needs) : IAuthorizationRequirement;

public static class NeedsSetup
{
    /// <summary>The same for a route, or for all routes of a group.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder routes, Permission permission) where TBuilder : IEndpointConventionBuilder =>
        routes.WithMetadata(new NeedsAttribute(permission));
}
