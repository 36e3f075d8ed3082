namespace Assay.Scim;

/// <summary>People and groups from the company's directory, kept up by the directory itself (SCIM 2.0).</summary>
public static class ScimFeature
{
    public static void AddScim(this IServiceCollection services)
    {
        services.AddScoped<DirectoryAccounts>();
        services.AddScoped<DirectoryRoles>();
        services.AddScoped<ReadResources>();
        services.AddScoped<SaveUser>();
        services.AddScoped<SaveGroup>();
        services.AddScoped<ReadProvisioning>();
        services.AddScoped<SetGroupRole>();
        services.AddSettings("Provisioning", "/settings/provisioning",
            "Lets your directory end memberships, roles and sessions at once, and says which groups give which roles.", Permission.ManageSignOn);
    }

    /// <summary>Before the sign-in is looked at, so that its refusals are answered in the protocol's words too.</summary>
    public static void UseScim(this WebApplication app) => app.UseScimErrors();

    public static void MapScim(this IEndpointRouteBuilder routes) => routes.MapScimApi();
}
