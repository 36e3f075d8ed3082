using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Assay.SignOn;

/// <summary>Connects to a provider only where it may lie. The address that was looked at is the one connected to, so a name cannot change in between.</summary>
internal sealed class AddressGuard(IOptions<SignOnOptions> options)
{
    /// <summary>Where clouds answer with the machine's own keys, beside the link-local one.</summary>
    private static readonly IPAddress[] _metadata = [IPAddress.Parse("fd00:ec2::254"), IPAddress.Parse("100.100.100.200"), IPAddress.Parse("192.0.0.192"), IPAddress.Parse("168.63.129.16")];

    private static readonly IPNetwork[] _nowhere = [IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("224.0.0.0/3")];

    private static readonly IPNetwork[] _private =
        [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("100.64.0.0/10")];

    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, stop);
        var open = addresses.Where(a => IsOpen(a, options.Value.Reach)).ToArray();

        if (open is []) throw new ProviderFailedException("address_refused", $"{context.DnsEndPoint.Host} lies where this server does not call out to (setting SignOn:Reach).");

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(open, context.DnsEndPoint.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    internal static bool IsOpen(IPAddress address, Reach reach)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (reach is Reach.Any) return true;

        var refused = address.Equals(IPAddress.IPv6Any) || address.IsIPv6LinkLocal || address.IsIPv6Multicast
            || _metadata.Contains(address) || _nowhere.Any(n => n.Contains(address));

        return !refused && (reach is Reach.Network || !IsPrivate(address));
    }

    private static bool IsPrivate(IPAddress address) =>
        IPAddress.IsLoopback(address) || address.IsIPv6UniqueLocal || address.IsIPv6SiteLocal || _private.Any(n => n.Contains(address));
}
