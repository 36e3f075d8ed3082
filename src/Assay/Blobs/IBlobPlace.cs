namespace Assay.Blobs;

/// <summary>Where sealed bytes lie: a folder, or a bucket of a server that speaks the S3 protocol.</summary>
internal interface IBlobPlace
{
    /// <summary>Takes a finished file, which is on disk and is gone from there afterwards. Durable once it returns.</summary>
    Task TakeAsync(string file, string place, CancellationToken stop);

    /// <exception cref="BlobDamagedException">Nothing lies there.</exception>
    Task<Stream> OpenAsync(string place, CancellationToken stop);

    Task RemoveAsync(string place, CancellationToken stop);

    /// <summary>What lies there, with the time at which it was put there.</summary>
    IAsyncEnumerable<(string Place, DateTimeOffset At)> ListAsync(string prefix, CancellationToken stop);
}
