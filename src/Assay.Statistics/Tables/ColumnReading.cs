using System.Runtime.InteropServices;
using System.Text;
using Assay.Statistics.Drift;
using Assay.Statistics.Numbers;

namespace Assay.Statistics.Tables;

/// <summary>Reads one column of a file; the others pass by.</summary>
public static class ColumnReading
{
    /// <summary>What has more distinct values than this names its rows rather than sorts them.</summary>
    public const int MostCategories = 10_000;

    private const int _rowsLookedAt = 1000;

    /// <summary>
    /// Numbers where most of the first thousand values are, so that a stray word in a column of numbers is refused with
    /// its line rather than making categories of them all.
    /// </summary>
    public static IReadOnlyDictionary<string, ColumnKind> KindsOf(string path)
    {
        using var table = Table.Open(path);
        var (numbers, values) = (new int[table.Columns.Count], new int[table.Columns.Count]);

        for (var row = 0; row < _rowsLookedAt && table.Read(); row++)
            for (var column = 0; column < numbers.Length; column++)
            {
                var field = table.Field(column);
                if (MissingValues.Is(field)) continue;
                values[column]++;
                if (Table.TryParse(field, out _)) numbers[column]++;
            }

        return table.Columns.Index().ToDictionary(c => c.Item, c => numbers[c.Index] * 2 > values[c.Index] ? ColumnKind.Number : ColumnKind.Category);
    }

    /// <returns>The numbers, in the order of the file, and how many rows have none.</returns>
    public static (NumberColumn Numbers, long Missing) Numbers(string path, string name)
    {
        using var table = Table.Open(path);
        var column = table.Find(name);
        var numbers = new NumberColumn();
        var missing = 0L;

        try
        {
            while (table.Read())
            {
                if (!table.TryNumber(column, out var number)) missing++;
                else if (numbers.Count == NumberColumn.MostValues) throw table.Bad($"a column of more than {NumberColumn.MostValues} numbers does not fit; use the sketch mode.", name);
                else numbers.Add(number);
            }
        }
        catch (BadTableException)
        {
            numbers.Dispose();
            throw;
        }

        return (numbers, missing);
    }

    public static (Dictionary<string, long> Counts, long Missing) Categories(string path, string name)
    {
        using var table = Table.Open(path);
        var column = table.Find(name);
        var counts = new CategoryCounts(table, column);

        while (table.Read()) counts.Add();
        return (counts.Counts, counts.Missing);
    }
}

/// <summary>Counts the values of one column as its table goes by.</summary>
internal sealed class CategoryCounts(Table table, int column)
{
    public Dictionary<string, long> Counts { get; } = [];

    public long Missing { get; private set; }

    public void Add()
    {
        var field = table.Field(column);
        if (MissingValues.Is(field))
        {
            Missing++;
            return;
        }

        Span<char> text = field.Length <= 256 ? stackalloc char[256] : new char[field.Length];
        text = text[..Encoding.UTF8.GetChars(field, text)];
        CollectionsMarshal.GetValueRefOrAddDefault(Counts.GetAlternateLookup<ReadOnlySpan<char>>(), text, out var known)++;
        if (!known && Counts.Count > ColumnReading.MostCategories)
            throw table.Bad($"more than {ColumnReading.MostCategories} distinct values, so it names rows rather than sorts them; choose other columns with --column.", table.Columns[column]);
    }
}
