using Assay.Catalog;
using Assay.Catalog.Content;

namespace Assay.Evidence;

/// <summary>What a filing must say before a byte is taken.</summary>
internal static class FilingRules
{
    private const int _mostLinks = 100;

    public static IEnumerable<FormError> Refuse(CatalogLibrary catalog, Filing filing, DateOnly today)
    {
        foreach (var error in FormCheck.Of(filing, "Form")) yield return error;

        if (!Enum.IsDefined(filing.Kind)) yield return new("Form.Kind", "The kind is in_force, occurrence, as_of or continuous.");
        if (filing.Type is { Length: > 0 } type && !catalog.Evidence.TryGet(type, out _)) yield return new("Form.Type", $"The catalog has no evidence type '{type}'.");
        if (filing.Controls.Count + filing.Criteria.Count is 0 or > _mostLinks) yield return new("Form.Controls", "Name at least one control or criterion that it serves; what serves none counts for nothing.");

        foreach (var unknown in filing.Controls.Where(c => !catalog.Controls.TryGet(c, out _))) yield return new("Form.Controls", $"There is no control '{unknown}'.");
        foreach (var unknown in filing.Criteria.Where(c => !catalog.Criteria.TryGet(c, out _))) yield return new("Form.Criteria", $"There is no criterion '{unknown}'.");
        foreach (var error in RefusePeriod(filing, today)) yield return error;
    }

    private static IEnumerable<FormError> RefusePeriod(Filing filing, DateOnly today)
    {
        if (filing.From is not { } from)
        {
            yield return new("Form.From", "Say which day or days it covers. The day of the upload says nothing of that.");
            yield break;
        }

        if (from.Year < 2000) yield return new("Form.From", "Such an early day is a slip of the keyboard.");
        if (filing.To < from) yield return new("Form.To", "The last day lies before the first.");

        switch (filing.Kind)
        {
            case EvidenceKind.Occurrence or EvidenceKind.AsOf when filing.To is { } to && to != from:
                yield return new("Form.To", filing.Kind is EvidenceKind.AsOf
                    ? "What shows one instant covers one day; it never proves a period. File what holds from day to day as continuous."
                    : "What happened, happened on one day. File what holds from day to day as continuous.");
                break;
            case EvidenceKind.Continuous when filing.To is null:
                yield return new("Form.To", "Say the last day that it covers; it is covered too.");
                break;
        }

        if (filing.Kind is not EvidenceKind.InForce && filing.LastDay > today) yield return new("Form.To", "It cannot show what has not happened yet: the last day lies ahead.");
        else if (filing.Kind is EvidenceKind.InForce && from > today) yield return new("Form.From", "It is not in force yet; file it once it is.");
    }
}
