using System.Security.Cryptography;
using Assay.Blobs;

namespace Assay.Tests.Blobs;

public sealed class SealingTests
{
    private static readonly byte[] _key = RandomNumberGenerator.GetBytes(Sealing.KeyBytes);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static int SealedChunk => Sealing.ChunkBytes + Sealing.TagBytes;

    [Theory]
    [InlineData(1)]
    [InlineData(Sealing.ChunkBytes - 1)]
    [InlineData(Sealing.ChunkBytes)]
    [InlineData(Sealing.ChunkBytes + 1)]
    [InlineData(Sealing.ChunkBytes * 3)]
    public async Task What_was_sealed_opens_to_the_same_bytes(int length)
    {
        var content = RandomNumberGenerator.GetBytes(length);

        Assert.Equal(content, await OpenAsync(await SealAsync(content)));
    }

    [Fact]
    public async Task A_cut_off_end_is_found_even_at_the_end_of_a_chunk()
    {
        var whole = await SealAsync(new byte[Sealing.ChunkBytes * 3]);

        foreach (var kept in new[] { whole.Length - 1, Sealing.Head.Length + SealedChunk, Sealing.Head.Length + (SealedChunk * 2), Sealing.Head.Length + 1, 3 })
            await Assert.ThrowsAsync<BlobDamagedException>(() => OpenAsync(whole[..kept]));
    }

    [Fact]
    public async Task Chunks_in_another_order_doubled_or_left_out_are_found()
    {
        var whole = await SealAsync(RandomNumberGenerator.GetBytes(Sealing.ChunkBytes * 4));
        var head = whole[..Sealing.Head.Length];
        var chunks = whole[Sealing.Head.Length..].Chunk(SealedChunk).ToList();

        foreach (var order in new int[][] { [1, 0, 2, 3], [0, 1, 1, 2, 3], [0, 2, 3], [0, 1, 2], [0, 1, 2, 3, 3] })
            await Assert.ThrowsAsync<BlobDamagedException>(() => OpenAsync([.. head, .. order.SelectMany(i => chunks[i])]));
    }

    [Fact]
    public async Task A_flipped_bit_is_found_wherever_it_is()
    {
        var whole = await SealAsync(new byte[300]);

        for (var at = 0; at < whole.Length; at++)
        {
            whole[at] ^= 0x10;
            await Assert.ThrowsAsync<BlobDamagedException>(() => OpenAsync(whole));
            whole[at] ^= 0x10;
        }
    }

    private static async Task<byte[]> SealAsync(byte[] content)
    {
        using var to = new MemoryStream();
        using var writer = new SealingWriter(to, _key);

        foreach (var part in content.Chunk(10_007)) await writer.WriteAsync(part, Stop);
        await writer.FinishAsync(Stop);

        return to.ToArray();
    }

    private static async Task<byte[]> OpenAsync(byte[] sealedBytes)
    {
        await using var stream = new UnsealingStream(new MemoryStream(sealedBytes), _key);
        using var content = new MemoryStream();
        await stream.CopyToAsync(content, Stop);

        return content.ToArray();
    }
}
