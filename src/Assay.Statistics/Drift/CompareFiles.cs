using Assay.Statistics.Numbers;
using Assay.Statistics.Tables;

namespace Assay.Statistics.Drift;

/// <summary>Compares the columns of two files: one column in memory at a time, or all in one pass as sketches.</summary>
public sealed class CompareFiles(string reference, string current, ReadingMode mode)
{
    /// <summary>As many points as stand for a sketch; the step between two is below the error of its ranks.</summary>
    private const int _sketchPoints = 10_000;

    /// <param name="columns">Those to compare; all of the reference where empty.</param>
    /// <param name="categories">Those that hold categories though they look like numbers.</param>
    /// <exception cref="BadTableException">A file cannot be read, or a column is missing or empty in one.</exception>
    public IReadOnlyList<ColumnDrift> Run(IReadOnlyCollection<string> columns, IReadOnlyCollection<string> categories)
    {
        var kinds = ColumnReading.KindsOf(reference);
        using (var table = Table.Open(reference)) foreach (var name in columns.Concat(categories)) table.Find(name);
        using (var table = Table.Open(current)) foreach (var name in columns.Concat(categories)) table.Find(name);

        var chosen = kinds.Where(k => columns.Count == 0 || columns.Contains(k.Key))
            .Select(k => (Name: k.Key, Kind: categories.Contains(k.Key) ? ColumnKind.Category : k.Value)).ToList();

        if (mode is ReadingMode.Sketch) return [.. Sketched(chosen)];
        return [.. chosen.Select(c => c.Kind is ColumnKind.Number ? Numbers(c.Name) : Categories(c.Name))];
    }

    private ColumnDrift Numbers(string name)
    {
        var (before, beforeMissing) = ColumnReading.Numbers(reference, name);
        using var first = before;
        NotEmpty(first.Count, reference, name);
        first.Sort();

        var (after, afterMissing) = ColumnReading.Numbers(current, name);
        using var second = after;
        NotEmpty(second.Count, current, name);
        second.Sort();

        return NumberDrift.Measure(name, new(first.Values, first.Count, beforeMissing), new(second.Values, second.Count, afterMissing));
    }

    private ColumnDrift Categories(string name)
    {
        var (before, after) = (ColumnReading.Categories(reference, name).Counts, ColumnReading.Categories(current, name).Counts);
        NotEmpty(before.Count, reference, name);
        NotEmpty(after.Count, current, name);

        return CategoryDrift.Measure(name, before, after);
    }

    private IEnumerable<ColumnDrift> Sketched(List<(string Name, ColumnKind Kind)> columns)
    {
        var (before, after) = (new SketchedColumns(reference, columns), new SketchedColumns(current, columns));

        foreach (var (name, kind) in columns)
        {
            NotEmpty(before.Count(name), reference, name);
            NotEmpty(after.Count(name), current, name);

            yield return kind is ColumnKind.Number
                ? NumberDrift.Measure(name, before.Population(name, _sketchPoints), after.Population(name, _sketchPoints))
                : CategoryDrift.Measure(name, before.Categories(name), after.Categories(name));
        }
    }

    private static void NotEmpty(long count, string path, string column)
    {
        if (count == 0) throw new BadTableException(path, 0, column, "the column has no value.");
    }
}
