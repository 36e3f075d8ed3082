using System.Net;
using System.Net.Sockets;

namespace Assay.Web;

/// <summary>Which addresses an administrator may make this server call.</summary>
public enum Reach
{
    /// <summary>The public internet only: for whoever hosts organisations that need not trust each other.</summary>
    Public,

    /// <summary>The company's network as well, but nothing link-local, where clouds hand out the machine's own keys.</summary>
    Network,

    /// <summary>Everything.</summary>
    Any,
}

/// <summary>The name leads to where this server does not call out to.</summary>
public sealed class AddressRefusedException(string host) : Exception($"{host} lies where this server does not call out to.");

/// <summary>Connects only where the reach allows. The address that was looked at is the one connected to, so a name cannot change in between.</summary>
public static class OutboundAddress
{
    /// <summary>Where clouds answer with the machine's own keys, beside the link-local one.</summary>
    private static readonly IPAddress[] _metadata = [IPAddress.Parse("fd00:ec2::254"), IPAddress.Parse("100.100.100.200"), IPAddress.Parse("192.0.0.192"), IPAddress.Parse("168.63.129.16")];

    private static readonly IPNetwork[] _nowhere = [IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("224.0.0.0/3")];

    private static readonly IPNetwork[] _private =
        [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("100.64.0.0/10")];

    /// <exception cref="AddressRefusedException">None of the name's addresses is within reach.</exception>
    public static async ValueTask<Stream> ConnectAsync(DnsEndPoint end, Reach reach, CancellationToken stop)
    {
        var open = (await Dns.GetHostAddressesAsync(end.Host, stop)).Where(a => IsOpen(a, reach)).ToArray();
        if (open is []) throw new AddressRefusedException(end.Host);

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(open, end.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public static bool IsOpen(IPAddress address, Reach reach)
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
