using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace Assay.Registers;

/// <summary>Writes what a list shows to a file, row by row as the database gives them.</summary>
public sealed class ExportRows<TRow>(Tenancy tenancy, Register<TRow> register, ListRows<TRow> list) where TRow : class, IRegisterRow, new()
{
    /// <summary>The column that marks rows which are made up, on every row, because rows get copied.</summary>
    public const string SampleHeading = "sample_data";

    public Task RunAsync(Actor actor, RegisterQuery query, FileFormat format, bool isSample, Stream to, CancellationToken stop)
    {
        string[] headings = [.. register.Columns.Select(c => c.Key), .. isSample ? [SampleHeading] : Array.Empty<string>()];
        var rows = RowsAsync(actor, query, isSample, stop);

        return format switch
        {
            FileFormat.Xlsx => XlsxFile.WriteAsync(to, isSample ? $"Sample {register.Words.Title}" : register.Words.Title, headings, rows, stop),
            FileFormat.Json => JsonFile.WriteAsync(to, register.Words.Path, isSample, headings, rows, stop),
            _ => CsvFile.WriteAsync(to, headings, rows, stop),
        };
    }

    private async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(
        Actor actor, RegisterQuery query, bool isSample, [EnumeratorCancellation] CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);

        await foreach (var row in list.SortOf(query).Ordered(list.Find(db, query), query.Descending).AsAsyncEnumerable().WithCancellation(stop))
            yield return [.. register.Columns.Select(c => c.Text(row)), .. isSample ? ["yes"] : Array.Empty<string>()];
    }
}
