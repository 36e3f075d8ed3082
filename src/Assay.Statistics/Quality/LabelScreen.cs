namespace Assay.Statistics.Quality;

/// <summary>
/// Finds rows whose label most of their nearest neighbours contradict: labels that were flipped by mistake or on purpose.
/// </summary>
/// <remarks>
/// Edited nearest neighbours (Wilson 1972), with the vote reported rather than the row removed. Distances are Euclidean
/// over features scaled to unit deviation. Beyond <see cref="MostNeighbours"/> rows the neighbours are sought among an even
/// sample of that size, so the work grows with the rows and not with their square.
/// </remarks>
public static class LabelScreen
{
    public const int Neighbours = 10;
    public const int MostNeighbours = 5_000;

    /// <summary>At least this share of the neighbours carries another label.</summary>
    public const double Contradiction = 0.8;

    /// <summary>More suspects than this share of the rows is more than chance and honest mistakes make.</summary>
    public const double Threshold = 0.02;

    /// <param name="features">One array of values for each row; all of one length.</param>
    public static LabelScreening Run(IReadOnlyList<double[]> features, IReadOnlyList<string> labels)
    {
        var scaled = Scale(features);
        var step = Math.Max(1, (int)Math.Ceiling(scaled.Length / (double)MostNeighbours));
        var suspects = new List<SuspectLabel>();
        var nearest = new PriorityQueue<int, double>();

        for (var row = 0; row < scaled.Length; row++)
        {
            nearest.Clear();
            for (var other = 0; other < scaled.Length; other += step)
            {
                if (other == row) continue;
                var distance = Distance(scaled[row], scaled[other]);
                if (nearest.Count < Neighbours) nearest.Enqueue(other, -distance);
                else nearest.EnqueueDequeue(other, -distance);
            }

            var votes = nearest.UnorderedItems.GroupBy(n => labels[n.Element]).Select(g => (Label: g.Key, Count: g.Count())).OrderByDescending(v => v.Count).ToList();
            var against = nearest.Count - votes.Where(v => v.Label == labels[row]).Sum(v => v.Count);
            if (nearest.Count == Neighbours && against >= Contradiction * nearest.Count) suspects.Add(new(row, labels[row], votes[0].Label, (double)against / nearest.Count));
        }

        return new(scaled.Length, [.. suspects.OrderByDescending(s => s.Disagreement).ThenBy(s => s.Row)]);
    }

    private static double[][] Scale(IReadOnlyList<double[]> rows)
    {
        var width = rows.Count == 0 ? 0 : rows[0].Length;
        var (means, deviations) = (new double[width], new double[width]);

        for (var i = 0; i < width; i++)
        {
            means[i] = rows.Average(r => r[i]);
            deviations[i] = Math.Sqrt(rows.Average(r => (r[i] - means[i]) * (r[i] - means[i])));
            if (deviations[i] == 0) deviations[i] = 1;
        }

        return [.. rows.Select(row => row.Select((value, i) => (value - means[i]) / deviations[i]).ToArray())];
    }

    private static double Distance(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }
}

/// <param name="Row">Counted from 0.</param>
public sealed record SuspectLabel(int Row, string Label, string NeighboursSay, double Disagreement);

public sealed record LabelScreening(int Rows, IReadOnlyList<SuspectLabel> Suspects)
{
    public double Share => Rows == 0 ? 0 : (double)Suspects.Count / Rows;

    public bool Flagged => Share > LabelScreen.Threshold;
}
