using System.Runtime.InteropServices;

namespace Assay.Statistics.Numbers;

/// <summary>Sorts numbers by their bits, eleven at a time: six passes over the values rather than twenty comparisons of each.</summary>
public static class RadixSort
{
    private const int _digitBits = 11;
    private const int _buckets = 1 << _digitBits;
    private const int _digits = 6;

    /// <summary>Below this the counting costs more than comparing.</summary>
    private const int _smallest = 2048;

    /// <param name="values">Holds no NaN.</param>
    /// <param name="scratch">As long as the values; what it holds afterwards means nothing.</param>
    public static void Sort(Span<double> values, Span<double> scratch)
    {
        if (values.Length < _smallest)
        {
            values.Sort();
            return;
        }

        var from = MemoryMarshal.Cast<double, ulong>(values);
        var to = MemoryMarshal.Cast<double, ulong>(scratch)[..values.Length];
        var counts = CountDigits(from);
        var moved = false;

        for (var digit = 0; digit < _digits; digit++)
        {
            var starts = counts.AsSpan(digit * _buckets, _buckets);
            if (starts.Contains(values.Length)) continue;            // all share this digit, as whole numbers share their last ones

            Scatter(from, to, starts, digit * _digitBits);
            var sorted = to;
            to = from;
            from = sorted;
            moved = !moved;
        }

        for (var i = 0; i < from.Length; i++) from[i] = Bits(from[i]);
        if (moved) from.CopyTo(to);
    }

    private static int[] CountDigits(Span<ulong> values)
    {
        var counts = new int[_digits * _buckets];

        foreach (ref var value in values)
        {
            value = Key(value);
            for (var digit = 0; digit < _digits; digit++) counts[digit * _buckets + ((int)(value >> (digit * _digitBits)) & (_buckets - 1))]++;
        }

        return counts;
    }

    private static void Scatter(ReadOnlySpan<ulong> from, Span<ulong> to, Span<int> starts, int shift)
    {
        var next = 0;
        foreach (ref var start in starts) (start, next) = (next, next + start);
        foreach (var value in from) to[starts[(int)(value >> shift) & (_buckets - 1)]++] = value;
    }

    /// <summary>Bits that sort as unsigned numbers just as the numbers themselves do.</summary>
    private static ulong Key(ulong bits) => bits ^ ((ulong)((long)bits >> 63) | (1UL << 63));

    private static ulong Bits(ulong key) => key ^ (((key >> 63) - 1) | (1UL << 63));
}
