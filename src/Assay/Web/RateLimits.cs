using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Assay.Web;

/// <summary>The <c>Limits</c> section: how often in a minute. A wrong value stops the program at start.</summary>
public sealed class LimitOptions
{
    /// <summary>Writes by strangers from one address: sign-ins, codes, links.</summary>
    [Range(1, 100_000)]
    public int StrangersPerAddress { get; set; } = 60;

    /// <summary>Sign-ins to one account, there or not, from wherever.</summary>
    [Range(1, 100_000)]
    public int SignInsPerAccount { get; set; } = 20;

    /// <summary>Requests by one token.</summary>
    [Range(1, 10_000_000)]
    public int RequestsPerToken { get; set; } = 30_000;
}

/// <summary>Refuses who comes too often, before anything that costs: a password takes a tenth of a second to check.</summary>
/// <remarks>
/// Callers are counted in a fixed number of buckets, by a hash that changes with each start, so memory is bounded however
/// many addresses an attacker has. Two who share a bucket share its limit, which is rare and passes in a minute.
/// </remarks>
public sealed class RateLimits(IOptions<LimitOptions> options) : IDisposable
{
    private const int _buckets = 1 << 14;

    private readonly PartitionedRateLimiter<string> _addresses = PerMinute(options.Value.StrangersPerAddress);
    private readonly PartitionedRateLimiter<string> _accounts = PerMinute(options.Value.SignInsPerAccount);
    private readonly PartitionedRateLimiter<string> _tokens = PerMinute(options.Value.RequestsPerToken);

    /// <returns>How long to wait; null where the request may go on.</returns>
    public async Task<TimeSpan?> RefuseAsync(HttpContext http)
    {
        // The whole header names the token: what is in it is looked at later.
        if (http.Request.Headers.Authorization.ToString() is { Length: > 0 } token) return Take(_tokens, token);
        if (!HttpMethods.IsPost(http.Request.Method) || http.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null) return null;

        return Take(_addresses, AddressOf(http.Connection.RemoteIpAddress))
            ?? (await AccountOfAsync(http.Request) is { } account ? Take(_accounts, account) : null);
    }

    public void Dispose()
    {
        _addresses.Dispose();
        _accounts.Dispose();
        _tokens.Dispose();
    }

    private static TimeSpan? Take(PartitionedRateLimiter<string> limiter, string caller)
    {
        using var lease = limiter.AttemptAcquire(caller);
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromMinutes(1);
    }

    /// <summary>Of an IPv6 address the network: whoever has one has all of its 2^64 addresses.</summary>
    private static string AddressOf(IPAddress? address) => address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false }
        ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
        : $"{address?.MapToIPv4()}";

    private static async Task<string?> AccountOfAsync(HttpRequest request) =>
        request.HasFormContentType && (await request.ReadFormAsync(request.HttpContext.RequestAborted))["Form.Email"].ToString().Trim() is { Length: > 0 } account
            ? account.ToUpperInvariant()
            : null;

    private static PartitionedRateLimiter<string> PerMinute(int most) => PartitionedRateLimiter.Create<string, int>(caller =>
        RateLimitPartition.GetFixedWindowLimiter(caller.GetHashCode(StringComparison.Ordinal) & (_buckets - 1), _ => new()
        {
            PermitLimit = most,
            Window = TimeSpan.FromMinutes(1),
        }));
}

internal static class RateLimitsSetup
{
    public static void AddRateLimits(this IServiceCollection services)
    {
        services.AddOptions<LimitOptions>().BindConfiguration("Limits").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<RateLimits>();
    }

    public static void UseRateLimits(this WebApplication app) => app.Use(async (http, next) =>
    {
        if (await app.Services.GetRequiredService<RateLimits>().RefuseAsync(http) is not { } wait)
        {
            await next(http);
            return;
        }

        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;       // the body is problem details, or the page for that status
        http.Response.Headers.RetryAfter = Math.Ceiling(Math.Max(1, wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
    });
}
