using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Assay.Blobs;
using Assay.Tests.Evidence;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Blobs;

/// <summary>Files in a bucket instead of a folder, against a real server over HTTP.</summary>
public sealed class BucketTests(TestCluster cluster) : IAsyncLifetime
{
    private S3Server? _server;
    private BucketProduct? _product;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await S3Server.TryStartAsync(Stop);
        if (_server is null) return;

        _product = new BucketProduct(cluster, _server.Address);
        await _product.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_product is not null) await _product.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_file_goes_to_the_bucket_sealed_comes_back_whole_and_a_changed_byte_there_is_found()
    {
        Assert.SkipWhen(_product is null, "The S3 server of the tests is not there: npm or the network is missing.");
        var http = _product.Browser();
        var content = RandomNumberGenerator.GetBytes(3_000_000);
        "PAR1"u8.CopyTo(content);

        var added = await http.FileAsync("/api/evidence", new MemoryStream(content), ("file", "data.parquet"), ("title", "In the bucket"));
        var id = (await added.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("id").GetGuid();
        Assert.Equal(content, await http.GetByteArrayAsync($"/evidence/{id}/versions/1/file", Stop));
        Assert.Empty(Directory.EnumerateFiles(Path.Join(_product.DataFolder, "blobs"), "*", SearchOption.AllDirectories));
        Assert.True((await VerifyAsync(http)).GetProperty("isIntact").GetBoolean());

        var stored = Directory.EnumerateFiles(_server!.Folder, "*_object", SearchOption.AllDirectories).Single();
        var bytes = await File.ReadAllBytesAsync(stored, Stop);
        Assert.False(bytes.AsSpan().IndexOf(content.AsSpan(1000, 32)) >= 0);
        bytes[2_000_000] ^= 1;
        await File.WriteAllBytesAsync(stored, bytes, Stop);
        Assert.Equal("In the bucket", (await VerifyAsync(http)).GetProperty("faults")[0].GetProperty("title").GetString());
    }

    [Fact]
    public async Task What_no_row_names_is_swept_from_the_bucket_too()
    {
        Assert.SkipWhen(_product is null, "The S3 server of the tests is not there: npm or the network is missing.");
        await _product.Browser().AddAsync("kept");
        await using (var db = await _product.OpenAsync())
        {
            await using var blob = await _product.Services.GetRequiredService<StoreBlob>().ReceiveAsync(_product.Actor!.Organization, new MemoryStream("never committed"u8.ToArray()), Stop);
            await blob!.KeepAsync(db, Stop);
        }

        _product.Clock.Advance(TimeProvider.System.GetUtcNow().AddDays(2) - _product.Clock.GetUtcNow());
        Assert.Equal(1, await _product.Services.GetRequiredService<SweepBlobs>().RunAsync(_product.Actor!.Organization, Stop));
    }

    private static async Task<JsonElement> VerifyAsync(HttpClient http) =>
        await (await http.PostAsync("/api/evidence/verification", null, Stop)).Content.ReadFromJsonAsync<JsonElement>(Stop);

    private sealed class BucketProduct(TestCluster cluster, Uri server) : Product(cluster)
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseSetting("Blobs:Bucket:Name", S3Server.Bucket);
            builder.UseSetting("Blobs:Bucket:Endpoint", server.ToString());
            builder.UseSetting("Blobs:Bucket:AccessKey", S3Server.Key);
            builder.UseSetting("Blobs:Bucket:SecretKey", S3Server.Key);
            base.ConfigureWebHost(builder);
        }
    }
}
