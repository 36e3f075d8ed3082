using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Assay.Tests.Evidence;

public sealed class LargeFileTests(ListeningProduct product) : IClassFixture<ListeningProduct>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact, Trait("Length", "long")]
    public async Task Two_gigabytes_go_in_and_out_without_being_held_in_memory()
    {
        const long size = 2L * 1024 * 1024 * 1024;
        _ = product.CreateClient();                     // starts it; its own client keeps each body, in case it must be sent again
        using HttpClient http = new() { BaseAddress = new(product.Address), Timeout = TimeSpan.FromMinutes(20) };
        await http.AddAsync("so that everything is warm");
        GC.Collect();
        var before = Process.GetCurrentProcess().WorkingSet64;

        var added = await http.FileAsync("/api/evidence", new RepeatedStream(size), ("file", "large.txt"));
        Assert.Equal(HttpStatusCode.BadRequest, added.StatusCode);                  // zeros are no text, said after all of it came

        added = await http.FileAsync("/api/evidence", new RepeatedStream(size, (byte)'x'), ("file", "large.txt"));
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        var id = (await added.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("id").GetGuid();
        Assert.Equal(size, await CountAsync(http, $"/evidence/{id}/versions/1/file"));
        await product.AsAsync(Vault.Colleague(product), async () => (await http.ReviewAsync(id, 1, accept: true)).EnsureSuccessStatusCode());
        Assert.InRange(await CountAsync(http, "/api/evidence/pack"), size, size + (64 * 1024));
        Assert.InRange(Process.GetCurrentProcess().WorkingSet64 - before, long.MinValue, 200L * 1024 * 1024);
    }

    private static async Task<long> CountAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await using var content = await answer.Content.ReadAsStreamAsync(Stop);

        var buffer = new byte[1024 * 1024];
        var read = 0L;
        for (int part; (part = await content.ReadAsync(buffer, Stop)) > 0;) read += part;
        return read;
    }

    /// <summary>As many bytes as wanted, which nobody holds.</summary>
    private sealed class RepeatedStream(long length, byte value = 0) : MemoryStream
    {
        private long _left = length;

        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var part = (int)Math.Min(buffer.Length, _left);
            buffer.Span[..part].Fill(value);
            _left -= part;
            return ValueTask.FromResult(part);
        }
    }
}
