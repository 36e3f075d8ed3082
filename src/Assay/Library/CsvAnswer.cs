namespace Assay.Library;

/// <summary>A short table as a CSV file to keep.</summary>
internal static class CsvAnswer
{
    public static async Task<IResult> Of(string name, IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows, CancellationToken stop)
    {
        var content = new MemoryStream();
        await CsvFile.WriteAsync(content, headings, rows.ToAsyncEnumerable(), stop);
        content.Position = 0;

        return TypedResults.File(content, "text/csv; charset=utf-8", name);
    }
}
