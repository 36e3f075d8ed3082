using System.Net;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace Assay.Web;

/// <summary>The <c>Assay</c> section, as far as it says how requests arrive. A wrong value stops the program at start.</summary>
public sealed class TransportOptions
{
    /// <summary>Addresses or ranges of proxies that speak HTTPS for us, separated by <c>;</c>. Only theirs are forwarded headers believed.</summary>
    public string Proxies { get; set; } = "";
}

/// <summary>
/// Passwords and tokens never travel in the clear: this machine's own loopback, HTTPS, or a proxy that is named and says
/// that it was reached by HTTPS. Anything else is refused, at start where that is seen there.
/// </summary>
public sealed class Transport(IOptions<TransportOptions> options, IConfiguration settings)
{
    private static readonly char[] _between = [';', ','];

    public IReadOnlyList<IPNetwork> Proxies { get; } = [.. Split(options.Value.Proxies).Select(Parse).OfType<IPNetwork>()];

    /// <summary>Whether nobody but this machine reaches it.</summary>
    public bool IsLocal { get; } = AddressesOf(settings).All(IsLoopback);

    public string Words => Proxies is not [] ? $"behind a proxy ({options.Value.Proxies})" : IsLocal ? "this machine only" : "HTTPS";

    public string Means => Proxies is not []
        ? "Only these proxies are believed when they say who came and that it was by HTTPS; plain HTTP is refused."
        : IsLocal ? "Plain HTTP is taken from this machine's own browsers and from nowhere else." : "Plain HTTP is refused, and browsers are told never to try it.";

    /// <returns>Why the program must not start like this; null where it may.</returns>
    internal static string? FaultOf(TransportOptions options, IConfiguration settings)
    {
        if (Split(options.Proxies).FirstOrDefault(p => Parse(p) is null) is { } unknown)
            return $"Assay:Proxies names '{unknown}', which is no address and no range such as 10.0.0.0/8.";

        var open = AddressesOf(settings).Where(a => !IsLoopback(a)).ToList();

        if (options.Proxies is "" && open.Find(a => a.StartsWith("http:", StringComparison.OrdinalIgnoreCase)) is { } plain)
            return $"{plain} would take passwords in the clear. Use https, bind to localhost, or name the proxy that speaks HTTPS in Assay:Proxies.";

        return open is not [] && settings["AllowedHosts"] is null or "" or "*"
            ? $"{open[0]} answers the whole network: name the hosts that it is reached by in AllowedHosts, for example assay.example.com."
            : null;
    }

    private static IEnumerable<string> AddressesOf(IConfiguration settings) =>
    [
        .. Split(settings["urls"] ?? ""),
        .. Split(settings["http_ports"] ?? "").Select(port => $"http://*:{port}"),
        .. Split(settings["https_ports"] ?? "").Select(port => $"https://*:{port}"),
        .. settings.GetSection("Kestrel:Endpoints").GetChildren().Select(e => e["Url"]).OfType<string>(),
    ];

    // '*' and '+' stand for every interface, and are no host that a Uri would take.
    private static bool IsLoopback(string address) =>
        Uri.TryCreate(address.Replace("*", "0.0.0.0", StringComparison.Ordinal).Replace("+", "0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var uri) && uri.IsLoopback;

    private static string[] Split(string list) => list.Split(_between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static IPNetwork? Parse(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var one) ? new(one, one.GetAddressBytes().Length * 8)
        : null;
}

internal static class TransportSetup
{
    public static void AddTransport(this IServiceCollection services)
    {
        services.AddOptions<TransportOptions>().BindConfiguration("Assay").ValidateOnStart();
        services.AddSingleton<IValidateOptions<TransportOptions>, Check>();
        services.AddSingleton<Transport>();
        services.AddOptions<HostFilteringOptions>().Configure<Transport, IConfiguration>((o, transport, settings) =>
        {
            // A page elsewhere can give its own name our address, and then read what we answer; we answer to our names only.
            if (transport.IsLocal && settings["AllowedHosts"] is null or "") o.AllowedHosts = ["localhost", "127.0.0.1", "[::1]"];
        });
        services.AddOptions<ForwardedHeadersOptions>().Configure<Transport>((o, transport) =>
        {
            o.ForwardedHeaders = transport.Proxies is [] ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            o.ForwardLimit = null;
            o.KnownProxies.Clear();
            o.KnownIPNetworks.Clear();
            foreach (var proxy in transport.Proxies) o.KnownIPNetworks.Add(proxy);
        });
    }

    /// <summary>After <c>UseForwardedHeaders</c>, which says how the request reached a proxy that is named.</summary>
    public static void UseTransport(this WebApplication app)
    {
        if (app.Environment.IsProduction())
            app.Use((http, next) => IsInTheClear(http) ? Problems.PlainHttp().ExecuteAsync(http) : next(http));
    }

    // Whether the process is well is asked by machines that bring no secret.
    private static bool IsInTheClear(HttpContext http) =>
        !http.Request.IsHttps && http.Connection.RemoteIpAddress is { } from && !IPAddress.IsLoopback(from)
        && http.Request.Path != "/healthz" && http.Request.Path != "/readyz";

    private sealed class Check(IConfiguration settings, IHostEnvironment environment) : IValidateOptions<TransportOptions>
    {
        public ValidateOptionsResult Validate(string? name, TransportOptions options) =>
            environment.IsProduction() && Transport.FaultOf(options, settings) is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
    }
}
