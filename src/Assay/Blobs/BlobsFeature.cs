using Microsoft.Extensions.Options;

namespace Assay.Blobs;

/// <summary>Files, by their content.</summary>
public static class BlobsFeature
{
    public static void AddBlobs(this IServiceCollection services)
    {
        services.AddOptions<BlobOptions>().BindConfiguration("Blobs").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<BlobKeys>();
        services.AddSingleton<IBlobPlace>(s => s.GetRequiredService<IOptions<BlobOptions>>().Value.Bucket.Name is null
            ? new FolderPlace(s.GetRequiredService<IOptions<DatabaseOptions>>())
            : new S3Place(s.GetRequiredService<IOptions<BlobOptions>>()));
        services.AddSingleton(s => new StoreBlob(
            s.GetRequiredService<IBlobPlace>(), s.GetRequiredService<BlobKeys>(), s.GetRequiredService<IOptions<BlobOptions>>(),
            s.GetRequiredService<IOptions<DatabaseOptions>>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new ReadBlob(s.GetRequiredService<IBlobPlace>(), s.GetRequiredService<BlobKeys>()));
        services.AddSingleton(s => new ReceiveParts(
            s.GetRequiredService<Tenancy>(), s.GetRequiredService<StoreBlob>(), s.GetRequiredService<IBlobPlace>(), s.GetRequiredService<BlobKeys>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new SweepBlobs(s.GetRequiredService<Tenancy>(), s.GetRequiredService<IBlobPlace>(), s.GetRequiredService<TimeProvider>()));
    }
}
