using Assay.Catalog.Source;

namespace Assay.Catalog.Checking;

/// <summary>Every fault of a catalog folder: first the shape of each file, then what only the whole shows.</summary>
public static class CatalogCheck
{
    public static IReadOnlyList<Fault> Run(string folder)
    {
        var source = CatalogSource.Read(folder);
        if (source.Faults.Count > 0) return Sorted(source.Faults);

        using var compiled = new MemoryStream();
        source.Compile(compiled);
        var catalog = CatalogLibrary.Open(compiled.ToArray());

        return Sorted(
        [
            .. References.Check(catalog, source), .. Coverage.Check(catalog, source), .. InterviewCheck.Check(catalog, source),
            .. PolicyCheck.Check(catalog, source), .. Crosswalks.Check(catalog, source), .. Orphans.Check(catalog, source),
            .. Substance.Check(catalog, source), .. NearDuplicates.Check(catalog, source), .. QuizCheck.Check(catalog, source), .. PlanCheck.Check(catalog, source),
        ]);
    }

    private static IReadOnlyList<Fault> Sorted(IEnumerable<Fault> faults) =>
        [.. faults.OrderBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.Line)];
}
