namespace Assay.Identity;

internal static class SessionsSetup
{
    public static void AddSessions(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddScoped<EnteredOrganization>();
        services.AddScoped<Tries>();
        services.AddScoped<OpenSession>();
        services.AddScoped<EndSessions>();
        services.AddScoped<SignIn>();
        services.AddScoped<SignOut>();
        services.AddScoped<ReadAccount>();
        services.AddScoped<RevokeSession>();
        services.AddScoped<SwitchOrganization>();
        services.AddScoped<ChangePassword>();
    }
}
