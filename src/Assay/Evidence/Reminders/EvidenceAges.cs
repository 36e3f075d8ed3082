using Assay.Catalog;
using Assay.Catalog.Content;

namespace Assay.Evidence;

/// <summary>How long evidence speaks of the present. Bears on readiness only: what covered a day of the window covers it for ever.</summary>
internal static class EvidenceAges
{
    /// <summary>For what is of no type of the catalog: a quarter with some days to file it, a year for what is in force.</summary>
    private const int _usualDays = 100, _inForceDays = 370;

    /// <returns>The last day on which it is fresh.</returns>
    public static DateOnly StaleAfter(CatalogLibrary catalog, string typeId, EvidenceKind kind, DateOnly from, DateOnly to)
    {
        var days = catalog.Evidence.TryGet(typeId, out var type) ? type.MaxAgeDays : kind is EvidenceKind.InForce ? _inForceDays : _usualDays;
        if (kind is not EvidenceKind.InForce) return to.AddDays(days);

        // What is in force grows old from the day it was approved, and ends when it ends.
        var old = from.AddDays(days);
        return to < old ? to : old;
    }
}
