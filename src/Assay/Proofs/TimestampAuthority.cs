using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Text;

namespace Assay.Proofs;

/// <summary>Asks an RFC 3161 authority to say that a checkpoint existed when it was asked.</summary>
internal sealed class TimestampAuthority(IHttpClientFactory clients)
{
    /// <returns>The token as the authority signed it, over the SHA-256 of the note.</returns>
    /// <exception cref="CryptographicException">The answer is no token for this request.</exception>
    public async Task<byte[]> StampAsync(Uri address, string note, CancellationToken stop)
    {
        var request = Rfc3161TimestampRequest.CreateFromData(
            Encoding.UTF8.GetBytes(note), HashAlgorithmName.SHA256, nonce: RandomNumberGenerator.GetBytes(8), requestSignerCertificates: true);

        using var http = clients.CreateClient(ProofsFeature.Client);
        using ByteArrayContent question = new(request.Encode()) { Headers = { ContentType = new MediaTypeHeaderValue("application/timestamp-query") } };
        using var answer = await http.PostAsync(address, question, stop);
        answer.EnsureSuccessStatusCode();

        return request.ProcessResponse(await answer.Content.ReadAsByteArrayAsync(stop), out _).AsSignedCms().Encode();
    }
}
