namespace Assay.Pipelines;

/// <summary>Where each node of a lineage stands in its picture: a column for each step away, evenly spread.</summary>
internal sealed class LineageLayout
{
    public const int BoxWidth = 190;
    public const int BoxHeight = 44;

    private const int _columnWidth = 250;
    private const int _rowHeight = 60;
    private const int _margin = 12;

    private readonly Dictionary<Guid, (int X, int Y)> _at = [];

    public LineageLayout(ReadLineage.Graph graph)
    {
        var columns = graph.Places.GroupBy(p => p.Level).OrderBy(g => g.Key).ToList();
        var tallest = columns.Max(c => c.Count());
        (Width, Height) = ((columns.Count - 1) * _columnWidth + BoxWidth + 2 * _margin, tallest * _rowHeight + 2 * _margin);

        foreach (var (column, places) in columns.Index())
        {
            var top = (tallest - places.Count()) * _rowHeight / 2 + _margin;
            foreach (var (row, place) in Ordered(places, graph).Index()) _at[place.Id] = (column * _columnWidth + _margin, top + row * _rowHeight);
        }
    }

    public int Width { get; }

    public int Height { get; }

    public (int X, int Y) Of(Guid place) => _at[place];

    /// <summary>A curve from the right edge of one box to the left edge of the other.</summary>
    public string Curve(ReadLineage.Arrow arrow)
    {
        var (from, to) = (Of(arrow.From), Of(arrow.To));
        var (x1, y1, x2, y2) = (from.X + BoxWidth, from.Y + BoxHeight / 2, to.X, to.Y + BoxHeight / 2);
        var bend = Math.Max(30, (x2 - x1) / 2);

        return $"M{x1},{y1} C{x1 + bend},{y1} {x2 - bend},{y2} {x2},{y2}";
    }

    /// <summary>By the middle of those already placed that it touches, so that lines cross less.</summary>
    private IEnumerable<ReadLineage.Place> Ordered(IEnumerable<ReadLineage.Place> places, ReadLineage.Graph graph) => places.OrderBy(place =>
    {
        var touched = graph.Arrows.Where(a => a.To == place.Id && _at.ContainsKey(a.From)).Select(a => (double)_at[a.From].Y).ToList();
        return touched.Count == 0 ? double.MaxValue : touched.Average();
    }).ThenBy(p => p.Name, StringComparer.Ordinal);
}
