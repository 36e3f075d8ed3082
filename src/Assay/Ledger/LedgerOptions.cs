using System.ComponentModel.DataAnnotations;

namespace Assay.Ledger;

/// <summary>The <c>Ledger</c> section. A wrong value stops the program at start, and says which.</summary>
public sealed class LedgerOptions : IValidatableObject
{
    /// <summary>How often committed entries are numbered and a checkpoint is signed.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:01:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMilliseconds(400);

    /// <summary>How many entries one transaction numbers.</summary>
    [Range(1, 100_000)]
    public int BatchSize { get; set; } = 10_000;

    /// <summary>What the logs of this installation are called by; each organisation's id follows behind a slash. An address without its scheme.</summary>
    public string Origin { get; set; } = "assay";

    /// <summary>Where checkpoints are shown to the world, so that nobody who owns the database can rewrite it unseen.</summary>
    public PublicationOptions Publish { get; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!VerifierKey.IsName(Origin)) yield return new("Ledger:Origin has a space or a plus, or is empty.", [nameof(Origin)]);
        if (Publish.Webhook is { IsAbsoluteUri: false }) yield return new("Ledger:Publish:Webhook is no whole address.", [nameof(Publish)]);
        if (Publish.TimestampAuthority is { IsAbsoluteUri: false }) yield return new("Ledger:Publish:TimestampAuthority is no whole address.", [nameof(Publish)]);
    }
}

/// <summary>Any of these, or none.</summary>
public sealed class PublicationOptions
{
    /// <summary>A folder, best on another machine: one file for each checkpoint.</summary>
    public string? Folder { get; set; }

    /// <summary>An address to which each checkpoint is posted as text.</summary>
    public Uri? Webhook { get; set; }

    /// <summary>A git remote that this machine may push to.</summary>
    public string? Git { get; set; }

    /// <summary>An authority that answers RFC 3161 requests over HTTP.</summary>
    public Uri? TimestampAuthority { get; set; }

    public bool IsOn => Folder is not null || Webhook is not null || Git is not null || TimestampAuthority is not null;
}
