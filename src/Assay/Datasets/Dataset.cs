using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Datasets;

/// <summary>Something that models learn from or are measured on, and what is known of it.</summary>
/// <remarks>What is not known is a gap with a name, never a blank that looks like an answer.</remarks>
public sealed class Dataset : IRegisterRow
{
    public Guid OrganizationId { get; private init; }

    public Guid Id { get; set; }

    public int Version { get; set; }

    public string Name { get; set; } = "";

    public string OwnerEmail { get; set; } = "";

    public string Purpose { get; set; } = "";

    /// <summary>Where it comes from: a person, a company, a crawl, a customer.</summary>
    public string Source { get; set; } = "";

    public string Licence { get; set; } = "";

    /// <summary>Whether the licence or the contract lets models learn from it.</summary>
    public TrainingUse TrainingUse { get; set; }

    public string Consent { get; set; } = "";

    public string Location { get; set; } = "";

    public string Region { get; set; } = "";

    public Classification Classification { get; set; }

    public PersonalData PersonalData { get; set; }

    public string Retention { get; set; } = "";

    public string Customers { get; set; } = "";

    /// <summary>What an imported description left out, one gap a line.</summary>
    public string ImportGaps { get; set; } = "";

    public string Subject => SubjectOf(Id);

    /// <summary>Without these nobody may learn from it.</summary>
    public IReadOnlyList<string> Gaps =>
    [
        .. Missing(Source, "no source"), .. Missing(Licence, "no licence"), .. Missing(OwnerEmail, "no owner"), .. Missing(Purpose, "no purpose"),
        .. Classification is Classification.Unclassified ? ["not classified"] : Array.Empty<string>(),
        .. PersonalData is PersonalData.Unknown ? ["personal data not known"] : Array.Empty<string>(),
        .. PersonalData is PersonalData.Personal or PersonalData.Special && Consent.Length == 0 ? ["no consent or other basis"] : Array.Empty<string>(),
        .. Handling.IsBreached(this) ? [$"{Classification.ToString().ToLowerInvariant()} data in a development store"] : Array.Empty<string>(),
        .. ImportGaps.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
    ];

    /// <summary>How the ledger names a dataset.</summary>
    public static string SubjectOf(Guid id) => $"dataset/{id:n}";

    private static string[] Missing(string value, string gap) => value.Length == 0 ? [gap] : [];
}

public enum TrainingUse
{
    Unknown,
    Allowed,
    Forbidden,
}

public enum Classification
{
    Unclassified,
    Public,
    Internal,
    Confidential,

    /// <summary>Only by name and need: regulated, or disclosure would do grave harm.</summary>
    Restricted,
}

public enum PersonalData
{
    Unknown,
    None,
    Personal,

    /// <summary>Health, origin, belief and what else the law guards more closely.</summary>
    Special,
}

internal sealed class DatasetTable : IEntityTypeConfiguration<Dataset>
{
    public void Configure(EntityTypeBuilder<Dataset> builder)
    {
        builder.HasKey(d => new { d.OrganizationId, d.Id });
        builder.Ignore(d => d.Gaps);
        builder.Ignore(d => d.Subject);
    }
}
