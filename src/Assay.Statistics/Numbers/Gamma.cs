namespace Assay.Statistics.Numbers;

/// <summary>The gamma function as tail probabilities need it.</summary>
public static class Gamma
{
    private const double _enough = 1e-16;
    private const double _halfLogTwoPi = 0.91893853320467274178;

    /// <summary>How far Stirling's formula is from ln n!, which is small and so can be had exactly.</summary>
    public static double StirlingError(double n)
    {
        if (n < 16) return LogOf(n + 1) - ((n + 0.5) * Math.Log(n) - n + _halfLogTwoPi);

        var square = n * n;
        return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 / square) / square) / square) / square) / n;
    }

    public static double LogOf(double x)
    {
        var shift = 0.0;
        for (; x < 16; x++) shift += Math.Log(x);

        return (x - 0.5) * Math.Log(x) - x + _halfLogTwoPi + StirlingError(x) - shift;
    }

    /// <summary>Q(a, x): the share of the gamma distribution beyond x.</summary>
    public static double UpperRegularized(double a, double x)
    {
        if (x <= 0) return 1;
        var front = Math.Exp(a * Math.Log(x) - x - LogOf(a));
        return x < a + 1 ? 1 - front * LowerSeries(a, x) : front * UpperFraction(a, x);
    }

    private static double LowerSeries(double a, double x)
    {
        var (sum, term) = (1 / a, 1 / a);
        for (var n = 1; term > sum * _enough; n++) sum += term *= x / (a + n);

        return sum;
    }

    /// <summary>The continued fraction of Legendre, from the front by Lentz's method.</summary>
    private static double UpperFraction(double a, double x)
    {
        const double tiny = 1e-300;
        var b = x + 1 - a;
        var c = 1 / tiny;
        var d = 1 / b;
        var fraction = d;

        for (var (i, change) = (1, 0.0); Math.Abs(change - 1) > _enough && i < 100_000; i++)
        {
            var an = -i * (i - a);
            b += 2;
            d = 1 / NotZero(an * d + b);
            c = NotZero(b + an / c);
            change = c * d;
            fraction *= change;
        }

        return fraction;

        static double NotZero(double value) => Math.Abs(value) < tiny ? tiny : value;
    }
}
