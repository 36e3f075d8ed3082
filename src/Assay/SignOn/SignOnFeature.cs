using Microsoft.Extensions.Options;

namespace Assay.SignOn;

/// <summary>Coming in through one's own organisation's identity provider (OpenID Connect).</summary>
public static class SignOnFeature
{
    internal const string ChoosePath = "/sign-in/organization";

    public static void AddSignOn(this IServiceCollection services)
    {
        services.AddOptions<SignOnOptions>().BindConfiguration("SignOn").ValidateOnStart();
        services.AddSingleton<AddressGuard>();
        services.AddSingleton<Discovery>();
        services.AddHttpClient<ProviderCalls>(http => (http.Timeout, http.MaxResponseContentBufferSize) = (ProviderCalls.Longest, ProviderCalls.MostBytes))
            .ConfigurePrimaryHttpMessageHandler(s => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                UseProxy = false,                    // behind one, the guard would look at the proxy's address
                ConnectCallback = s.GetRequiredService<AddressGuard>().ConnectAsync,
            });

        services.AddScoped<FindProviders>();
        services.AddScoped<StartSignOn>();
        services.AddScoped<RedeemCode>();
        services.AddScoped<AdmitPerson>();
        services.AddScoped<FinishSignOn>();
        services.AddScoped<SaveProvider>();
        services.AddScoped<RemoveProvider>();
        services.AddSettings("Single sign-on", "/settings/sign-on",
            "Lets your people in through the provider that they use for everything else, so that who is shut out there is shut out here.", Permission.ManageSignOn);
    }

    public static void MapSignOn(this IEndpointRouteBuilder routes)
    {
        var signOn = routes.MapGroup("/sign-on/{organization:guid}").AllowAnonymous().ExcludeFromDescription();

        signOn.MapGet("/", StartSignOn.Get);
        signOn.MapGet("/callback", FinishSignOn.Get);
    }
}
