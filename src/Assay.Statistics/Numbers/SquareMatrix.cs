namespace Assay.Statistics.Numbers;

internal sealed class SquareMatrix(int size)
{
    private readonly double[] _cells = new double[size * size];

    public double this[int row, int column]
    {
        get => _cells[row * size + column];
        set => _cells[row * size + column] = value;
    }

    /// <returns>The power divided by e to the scale, so that it neither overflows nor vanishes.</returns>
    public (SquareMatrix Power, double Scale) Power(int exponent)
    {
        var (square, squareScale) = (this, 0.0);
        SquareMatrix? power = null;
        var scale = 0.0;

        for (; ; exponent >>= 1)
        {
            if ((exponent & 1) == 1)
            {
                scale += squareScale;
                (power, scale) = power is null ? (square, scale) : power.Times(square).Scaled(scale);
            }

            if (exponent <= 1) return (power!, scale);
            (square, squareScale) = square.Times(square).Scaled(2 * squareScale);
        }
    }

    private SquareMatrix Times(SquareMatrix other)
    {
        var product = new SquareMatrix(size);

        for (var i = 0; i < size; i++)
        {
            var row = product._cells.AsSpan(i * size, size);
            for (var k = 0; k < size; k++)
            {
                var factor = this[i, k];
                var from = other._cells.AsSpan(k * size, size);
                for (var j = 0; j < row.Length; j++) row[j] += factor * from[j];
            }
        }

        return product;
    }

    private (SquareMatrix, double) Scaled(double scale)
    {
        var largest = _cells.Max();
        if (largest is > 1e-100 and < 1e100) return (this, scale);

        foreach (ref var cell in _cells.AsSpan()) cell /= largest;
        return (this, scale + Math.Log(largest));
    }
}
