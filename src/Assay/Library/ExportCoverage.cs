namespace Assay.Library;

/// <summary>The coverage matrix as a file.</summary>
internal static class ExportCoverage
{
    public static Task<IResult> Run(Coverage coverage, CancellationToken stop) => CsvAnswer.Of("coverage.csv",
        ["Criterion", "Title", "Category", .. Coverage.Columns.Select(c => c.Title), "Thin"],
        coverage.Rows.Select(r => (IReadOnlyList<string>)
        [
            r.Criterion.Id, r.Criterion.Title, r.Criterion.Category.ToString(), .. r.Counts.Select(c => $"{c}"),
            string.Join("; ", Coverage.Columns.Where((_, i) => r.IsThin(i)).Select(c => c.Title)),
        ]), stop);
}
