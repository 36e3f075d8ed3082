namespace Assay.Settings;

/// <summary>Where one finds every setting, with what it protects.</summary>
public static class SettingsFeature
{
    internal static IReadOnlyList<(string, string)> Above { get; } = [("Settings", "/settings")];

    public static void AddSettingsPages(this IServiceCollection services)
    {
        services.AddScoped<ChangeOrganization>();
        services.AddNavigation("Settings", "settings", "settings");
        services.AddSettings("Organisation", "/settings/organization",
            "Its name, and how long a sign-in holds: a browser that somebody left open is worth less to whoever finds it.", Permission.ManageSettings);
    }

    public static void MapSettings(this IEndpointRouteBuilder routes)
    {
        var organization = routes.MapGroup("/api/organization").WithTags("Settings").Needs(Permission.ManageSettings);

        organization.MapGet("/", (HttpContext http, ChangeOrganization change, CancellationToken stop) => change.ReadAsync(http.Actor, stop))
            .WithSummary("The settings of the organisation");
        organization.MapPut("/", Put).WithSummary("Change the settings of the organisation");
    }

    private static async Task<ChangeOrganization.Request> Put(ChangeOrganization.Request request, HttpContext http, ChangeOrganization change, CancellationToken stop)
    {
        await change.RunAsync(http.Actor, request, stop);
        return request;
    }
}
