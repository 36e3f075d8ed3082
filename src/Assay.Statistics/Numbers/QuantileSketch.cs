using System.Buffers;

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

    private readonly List<Level> _levels = [new(_k)];
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
        // Rented, since whoever compares two wide tables takes a sample of each column of both.
        var kept = _levels.Sum(level => level.Count);
        var (values, weights) = (ArrayPool<double>.Shared.Rent(kept), ArrayPool<long>.Shared.Rent(kept));
        Gather(values, weights);
        values.AsSpan(0, kept).Sort(weights.AsSpan(0, kept));

        var sample = new double[size];
        var (at, passed) = (0, 0L);

        for (var i = 0; i < size; i++)
        {
            var rank = (i + 0.5) / size * Count;
            while (at < kept - 1 && passed + weights[at] < rank) passed += weights[at++];
            sample[i] = values[at];
        }

        ArrayPool<double>.Shared.Return(values);
        ArrayPool<long>.Shared.Return(weights);
        (sample[0], sample[^1]) = (_minimum, _maximum);
        return sample;
    }

    private void Gather(double[] values, long[] weights)
    {
        var at = 0;
        for (var height = 0; height < _levels.Count; height++)
            foreach (var value in _levels[height].Values) (values[at], weights[at++]) = (value, 1L << height);
    }

    private int Capacity(int height) => Math.Max(_smallest, (int)(_k * Math.Pow(_shrink, _levels.Count - 1 - height)));

    private void Compact()
    {
        for (var height = 0; height < _levels.Count; height++)
        {
            var level = _levels[height];
            if (level.Count < Capacity(height)) continue;
            if (height + 1 == _levels.Count) _levels.Add(new(_k));

            var values = level.Values;
            values.Sort();
            var pairs = values.Length / 2;
            for (var (pair, from) = (0, Toss()); pair < pairs; pair++) _levels[height + 1].Add(values[(2 * pair) + from]);
            level.Keep(values.Length % 2 == 1 ? values[^1] : null, Capacity(height));
        }
    }

    private int Toss()
    {
        _coin ^= _coin << 13;
        _coin ^= _coin >> 7;
        _coin ^= _coin << 17;
        return (int)(_coin >> 63);
    }

    /// <summary>Values of one weight. The highest level is the largest; what a level no longer needs goes to the next sketch.</summary>
    private sealed class Level(int capacity)
    {
        private double[] _values = ArrayPool<double>.Shared.Rent(capacity);

        public int Count { get; private set; }

        public Span<double> Values => _values.AsSpan(0, Count);

        public void Add(double value)
        {
            if (Count == _values.Length) Resize(2 * Count);
            _values[Count++] = value;
        }

        /// <summary>Forgets all but the one that had no partner.</summary>
        public void Keep(double? odd, int capacity)
        {
            Count = 0;
            if (odd is { } left) Add(left);
            if (_values.Length > 2 * capacity) Resize(capacity);
        }

        private void Resize(int length)
        {
            var other = ArrayPool<double>.Shared.Rent(length);
            Values.CopyTo(other);
            ArrayPool<double>.Shared.Return(_values);
            _values = other;
        }
    }
}
