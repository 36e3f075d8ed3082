using System.Net;
using Microsoft.Extensions.Options;

namespace Assay.SignOn;

/// <summary>Connects to a provider only where it may lie.</summary>
internal sealed class AddressGuard(IOptions<SignOnOptions> options)
{
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        try
        {
            return await OutboundAddress.ConnectAsync(context.DnsEndPoint, options.Value.Reach, stop);
        }
        catch (AddressRefusedException refused)
        {
            throw new ProviderFailedException("address_refused", $"{context.DnsEndPoint.Host} lies where this server does not call out to (setting SignOn:Reach).", refused);
        }
    }

    internal static bool IsOpen(IPAddress address, Reach reach) => OutboundAddress.IsOpen(address, reach);
}
