using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Options;

namespace Assay.Blobs;

/// <summary>Sealed files in a bucket, so that many machines share them.</summary>
internal sealed class S3Place : IBlobPlace, IDisposable
{
    private readonly AmazonS3Client _client;
    private readonly string _bucket;

    public S3Place(IOptions<BlobOptions> options)
    {
        var bucket = options.Value.Bucket;
        var config = new AmazonS3Config { ForcePathStyle = true, AuthenticationRegion = bucket.Region };

        if (bucket.Endpoint is { } endpoint) config.ServiceURL = endpoint.ToString();
        else config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(bucket.Region);

        _bucket = bucket.Name!;
        _client = bucket is { AccessKey: { } key, SecretKey: { } secret } ? new(new BasicAWSCredentials(key, secret), config) : new(config);
    }

    public async Task TakeAsync(string file, string place, CancellationToken stop)
    {
        await using (var content = File.OpenRead(file))
        {
            // In one piece: not every server that speaks the protocol understands signed chunks.
            await _client.PutObjectAsync(new() { BucketName = _bucket, Key = place, InputStream = content, AutoCloseStream = false, UseChunkEncoding = false, ContentType = "application/octet-stream" }, stop);
        }

        File.Delete(file);
    }

    public async Task<Stream> OpenAsync(string place, CancellationToken stop)
    {
        try
        {
            return (await _client.GetObjectAsync(_bucket, place, stop)).ResponseStream;
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode is HttpStatusCode.NotFound)
        {
            throw new BlobDamagedException("Its file is missing.", missing);
        }
    }

    public Task RemoveAsync(string place, CancellationToken stop) => _client.DeleteObjectAsync(_bucket, place, stop);

    public async IAsyncEnumerable<(string Place, DateTimeOffset At)> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken stop)
    {
        var request = new ListObjectsV2Request { BucketName = _bucket, Prefix = $"{prefix}/" };

        do
        {
            var page = await _client.ListObjectsV2Async(request, stop);
            foreach (var found in page.S3Objects) yield return (found.Key, new DateTimeOffset(found.LastModified.ToUniversalTime()));
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (request.ContinuationToken is not null);
    }

    public void Dispose() => _client.Dispose();
}
