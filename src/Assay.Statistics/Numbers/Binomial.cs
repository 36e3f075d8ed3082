namespace Assay.Statistics.Numbers;

public static class Binomial
{
    /// <summary>
    /// The chance of k successes in n trials of probability k/n − x, where x is given because taking it from the
    /// probability would lose its digits. Loader's saddle-point form (2000) keeps full precision for any n.
    /// </summary>
    internal static double ShiftedMass(double n, double k, double shift)
    {
        var missed = n - k;
        var error = Gamma.StirlingError(n) - Gamma.StirlingError(k) - Gamma.StirlingError(missed);

        return Math.Sqrt(n / (2 * Math.PI * k * missed)) * Math.Exp(error - Deviance(k, k + shift) - Deviance(missed, missed - shift));
    }

    /// <summary>The interval of Wilson (1927) for a proportion, which behaves at 0 and 1 and for small counts.</summary>
    public static Interval Wilson(long successes, long trials, double z = 1.959963984540054)
    {
        var (n, p) = ((double)trials, (double)successes / trials);
        var centre = (p + z * z / (2 * n)) / (1 + z * z / n);
        var half = z / (1 + z * z / n) * Math.Sqrt(p * (1 - p) / n + z * z / (4 * n * n));

        return new(Math.Max(0, centre - half), Math.Min(1, centre + half));
    }

    /// <summary>x ln(x/m) + m − x, which cancels badly where x is near m.</summary>
    private static double Deviance(double x, double m)
    {
        var difference = x - m;
        if (Math.Abs(difference) > 0.1 * (x + m)) return x * Math.Log(x / m) - difference;

        var v = difference / (x + m);
        var (sum, term) = (difference * v, 2 * x * v);

        for (var j = 1; ; j++)
        {
            term *= v * v;
            var next = sum + term / (2 * j + 1);
            if (next == sum) return sum;
            sum = next;
        }
    }
}

/// <summary>From where to where a value may well be.</summary>
public sealed record Interval(double Low, double High);
