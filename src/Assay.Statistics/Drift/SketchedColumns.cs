using Assay.Statistics.Numbers;
using Assay.Statistics.Tables;

namespace Assay.Statistics.Drift;

/// <summary>All chosen columns of a file in one pass: numbers as sketches, categories as counts.</summary>
internal sealed class SketchedColumns
{
    private readonly Dictionary<string, (QuantileSketch Sketch, long Missing)> _numbers = [];
    private readonly Dictionary<string, CategoryCounts> _categories = [];

    public SketchedColumns(string path, IReadOnlyCollection<(string Name, ColumnKind Kind)> columns)
    {
        using var table = Table.Open(path);
        var numbers = columns.Where(c => c.Kind is ColumnKind.Number).Select(c => (c.Name, Column: table.Find(c.Name), Sketch: new QuantileSketch())).ToArray();
        var missing = new long[numbers.Length];
        foreach (var (name, _) in columns.Where(c => c.Kind is ColumnKind.Category)) _categories[name] = new(table, table.Find(name));

        while (table.Read())
        {
            for (var i = 0; i < numbers.Length; i++)
            {
                if (table.TryNumber(numbers[i].Column, out var number)) numbers[i].Sketch.Add(number);
                else missing[i]++;
            }

            foreach (var category in _categories.Values) category.Add();
        }

        for (var i = 0; i < numbers.Length; i++) _numbers[numbers[i].Name] = (numbers[i].Sketch, missing[i]);
    }

    public long Count(string name) => _numbers.TryGetValue(name, out var number) ? number.Sketch.Count : _categories[name].Counts.Count;

    public Dictionary<string, long> Categories(string name) => _categories[name].Counts;

    public NumberPopulation Population(string name, int points)
    {
        var (sketch, missing) = _numbers[name];
        return new(sketch.Sample(points), sketch.Count, missing, QuantileSketch.RankError);
    }
}
