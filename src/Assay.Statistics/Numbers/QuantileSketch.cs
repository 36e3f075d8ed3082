namespace Assay.Statistics.Numbers;

/// <summary>
/// The quantiles of any number of values in a fixed memory: the sketch of Karnin, Lang and Liberty (2016). A full level
/// is sorted and every other value moves up, to count double.
/// </summary>
/// <remarks>The coin has a fixed seed, so that the same file gives the same figures.</remarks>
public sealed class QuantileSketch
{
    /// <summary>With 99 % confidence a rank is off by at most this share of the count (2.296 / k^0.9021, as measured for this family of sketches).</summary>
    public const double RankError = 0.0013;

    private const int _k = 4096;
    private const int _smallest = 64;
    private const double _shrink = 2.0 / 3;

    private readonly List<List<double>> _levels = [[]];
    private ulong _coin = 0x9E3779B97F4A7C15;
    private double _minimum = double.PositiveInfinity;
    private double _maximum = double.NegativeInfinity;

    public long Count { get; private set; }

    public void Add(double value)
    {
        Count++;
        _minimum = Math.Min(_minimum, value);
        _maximum = Math.Max(_maximum, value);
        _levels[0].Add(value);
        if (_levels[0].Count >= Capacity(0)) Compact();
    }

    /// <returns>Values at equal steps of rank, in order: they stand for the population as a sample of that size would, without its chance.</returns>
    public double[] Sample(int size)
    {
        var kept = _levels.SelectMany((level, height) => level.Select(value => (Value: value, Weight: 1L << height))).OrderBy(v => v.Value).ToList();
        var sample = new double[size];
        var (at, passed) = (0, 0L);

        for (var i = 0; i < size; i++)
        {
            var rank = (i + 0.5) / size * Count;
            while (at < kept.Count - 1 && passed + kept[at].Weight < rank) passed += kept[at++].Weight;
            sample[i] = kept[at].Value;
        }

        (sample[0], sample[^1]) = (_minimum, _maximum);
        return sample;
    }

    private int Capacity(int height) => Math.Max(_smallest, (int)(_k * Math.Pow(_shrink, _levels.Count - 1 - height)));

    private void Compact()
    {
        for (var height = 0; height < _levels.Count; height++)
        {
            var level = _levels[height];
            if (level.Count < Capacity(height)) continue;
            if (height + 1 == _levels.Count) _levels.Add([]);

            level.Sort();
            var odd = level.Count % 2 == 1 ? level[^1] : (double?)null;
            for (var i = Toss(); i < level.Count - (odd is null ? 0 : 1); i += 2) _levels[height + 1].Add(level[i]);
            level.Clear();
            if (odd is { } left) level.Add(left);
        }
    }

    private int Toss()
    {
        _coin ^= _coin << 13;
        _coin ^= _coin >> 7;
        _coin ^= _coin << 17;
        return (int)(_coin >> 63);
    }
}
