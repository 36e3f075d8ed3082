using System.Runtime.InteropServices;

namespace Assay.Statistics.Numbers;

/// <summary>The numbers of one column, sorted where they lie.</summary>
/// <remarks>
/// They lie in native memory because that grows in place: eight bytes a value while reading and eight more while sorting,
/// where an array that doubles would take twice as much.
/// </remarks>
public sealed unsafe class NumberColumn : IDisposable
{
    public const int MostValues = int.MaxValue / 2;

    private double* _values;
    private int _capacity;

    public int Count { get; private set; }

    /// <summary>Valid until the column grows or is disposed of.</summary>
    public Span<double> Values => new(_values, Count);

    /// <exception cref="InvalidOperationException">It holds as many as it can.</exception>
    public void Add(double value)
    {
        if (Count == _capacity) Grow();
        _values[Count++] = value;
    }

    public void Sort()
    {
        var scratch = (double*)NativeMemory.Alloc((nuint)Math.Max(1, Count), sizeof(double));

        try
        {
            RadixSort.Sort(Values, new(scratch, Count));
        }
        finally
        {
            NativeMemory.Free(scratch);
        }
    }

    public void Dispose()
    {
        NativeMemory.Free(_values);
        _values = null;
        _capacity = Count = 0;
    }

    private void Grow()
    {
        if (Count == MostValues) throw new InvalidOperationException($"A column holds at most {MostValues} numbers; a sketch takes any number of them.");

        _capacity = Math.Min(MostValues, Math.Max(1024, _capacity + _capacity / 2));
        _values = (double*)NativeMemory.Realloc(_values, (nuint)_capacity * sizeof(double));
    }
}
