using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Options;

namespace Assay.Proofs;

/// <summary>Posts each checkpoint as text.</summary>
internal sealed class PublishToWebhook(IHttpClientFactory clients, IOptions<LedgerOptions> options) : IPublication
{
    public async Task PublishAsync(OrganizationId organization, IReadOnlyList<PublishedCheckpoint> checkpoints, CancellationToken stop)
    {
        if (options.Value.Publish.Webhook is not { } address) return;
        using var http = clients.CreateClient(ProofsFeature.Client);

        foreach (var checkpoint in checkpoints)
        {
            using ByteArrayContent note = new(Encoding.UTF8.GetBytes(checkpoint.Note)) { Headers = { ContentType = MediaTypeHeaderValue.Parse("text/plain; charset=utf-8") } };
            using var answer = await http.PostAsync(address, note, stop);
            answer.EnsureSuccessStatusCode();
        }
    }
}
