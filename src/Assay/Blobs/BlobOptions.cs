using System.ComponentModel.DataAnnotations;

namespace Assay.Blobs;

/// <summary>The <c>Blobs</c> section: where files are kept, and how large one may be. A wrong value stops the program at start.</summary>
public sealed class BlobOptions : IValidatableObject
{
    public const long MebiByte = 1024 * 1024;

    /// <summary>The largest file that is taken.</summary>
    [Range(MebiByte, 1024 * 1024 * MebiByte)]
    public long MaxBytes { get; set; } = 4096 * MebiByte;

    /// <summary>A bucket of a server that speaks the S3 protocol. Without a name files lie in the data folder.</summary>
    public S3 Bucket { get; set; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Bucket is not { Name: { } name }) yield break;

        if (string.IsNullOrWhiteSpace(name)) yield return new("Blobs:Bucket:Name is empty; leave it out to keep files in the data folder.", [nameof(Bucket)]);
        if (Bucket.Endpoint is { } endpoint && endpoint.Scheme is not ("http" or "https")) yield return new("Blobs:Bucket:Endpoint is not an http or https address.", [nameof(Bucket)]);
        if (Bucket.AccessKey is null != Bucket.SecretKey is null) yield return new("Blobs:Bucket needs both AccessKey and SecretKey, or neither for what the machine itself is allowed.", [nameof(Bucket)]);
    }

    public sealed class S3
    {
        public string? Name { get; set; }

        /// <summary>Left out for Amazon's own.</summary>
        public Uri? Endpoint { get; set; }

        public string Region { get; set; } = "us-east-1";

        public string? AccessKey { get; set; }

        public string? SecretKey { get; set; }
    }
}
