namespace Assay.Statistics.Numbers;

/// <summary>How likely a distance between a sample of n and its own distribution is, by the rules of Simard and L'Ecuyer (2011).</summary>
public static class Kolmogorov
{
    /// <summary>Beyond this the exact sum is as long as its limit is good.</summary>
    private const int _longestSum = 1_000_000;

    /// <summary>The chance of a two-sided distance of at least x.</summary>
    public static double Survival(int n, double x)
    {
        var t = n * x;
        var square = t * x;

        return Math.Clamp(
            x >= 1 || square >= 370 ? 0
            : t <= 0.5 ? 1
            : t <= 1 ? 1 - Math.Exp(LogFactorialRatio(n) + n * Math.Log(2 * t - 1))
            : t >= n - 1 ? 2 * Math.Pow(1 - x, n)
            : x >= 0.5 || square > (n <= 140 ? 4 : 2.2) ? 2 * OneSided(n, x)
            : n <= 140 || (n <= 100_000 && n * Math.Pow(x, 1.5) <= 1.4) ? 1 - Durbin(n, x)
            : 1 - PelzGood(n, x), 0, 1);
    }

    /// <summary>The exact tail of Smirnov's one-sided distance, each term as a binomial probability.</summary>
    private static double OneSided(int n, double x)
    {
        if (n > _longestSum) return Math.Exp(-Math.Pow(6.0 * n * x + 1, 2) / (18.0 * n));

        var last = (int)Math.Floor(n * (1 - x));
        var sum = Math.Pow(1 - x, n);
        for (var j = 1; j <= last && j < n; j++)
            if (n - j - n * x > 0) sum += x / (x + (double)j / n) * Binomial.ShiftedMass(n, j, n * x);

        return sum;
    }

    /// <summary>The exact distribution by powers of a matrix (Durbin 1968; Marsaglia, Tsang and Wang 2003).</summary>
    private static double Durbin(int n, double x)
    {
        var k = (int)Math.Ceiling(n * x);
        var (power, scale) = DurbinMatrix(k, k - n * x).Power(n);

        return power[k - 1, k - 1] * Math.Exp(LogFactorialRatio(n) + scale);
    }

    private static SquareMatrix DurbinMatrix(int k, double h)
    {
        var size = 2 * k - 1;
        var matrix = new SquareMatrix(size);
        var factorials = new double[size + 1];
        factorials[0] = 1;
        for (var i = 1; i <= size; i++) factorials[i] = factorials[i - 1] / i;

        for (var i = 0; i < size; i++)
            for (var j = 0; j < Math.Min(size, i + 2); j++) matrix[i, j] = factorials[i - j + 1];

        for (var i = 0; i < size; i++)
            matrix[i, 0] = matrix[size - 1, size - 1 - i] = (1 - Math.Pow(h, i + 1)) * factorials[i + 1];
        matrix[size - 1, 0] = (1 - 2 * Math.Pow(h, size) + Math.Pow(Math.Max(0, 2 * h - 1), size)) * factorials[size];

        return matrix;
    }

    /// <summary>The limit and its first three corrections (Pelz and Good 1976), as series that converge at once for small distances.</summary>
    private static double PelzGood(int n, double x)
    {
        var z = Math.Sqrt(n) * x;
        var (z2, pi2) = (z * z, Math.PI * Math.PI);
        var (z4, pi4) = (z2 * z2, pi2 * pi2);
        var (z6, pi6) = (z4 * z2, pi4 * pi2);
        double k0 = 0, k1 = 0, k2 = 0, k3 = 0, even2 = 0, even3 = 0;

        for (var k = (int)Math.Ceiling(16 * z / Math.PI); k > 0; k--)
        {
            double m2 = (2 * k - 1) * (2 * k - 1), m4 = m2 * m2, m6 = m4 * m2, square = k * k;
            var odd = Math.Exp(-m2 * pi2 / (8 * z2));
            var even = square * Math.Exp(-square * pi2 / (2 * z2));

            k0 += odd;
            k1 += odd * (pi2 / 4 * m2 - z2);
            k2 += odd * (6 * z6 + 2 * z4 + pi2 / 4 * (2 * z4 - 5 * z2) * m2 + pi4 / 16 * (1 - 2 * z2) * m4);
            k3 += odd * (-30 * z6 - 90 * z4 * z4 + pi2 / 4 * (135 * z4 - 96 * z6) * m2 + pi4 / 16 * (212 * z4 - 60 * z2) * m4 + pi6 / 64 * (5 - 30 * z2) * m6);
            even2 += even;
            even3 += even * (3 * z2 - pi2 * square);
        }

        k2 = k2 / (72 * z6 * z) - pi2 * even2 / (36 * z2 * z);
        k3 = k3 / (6480 * z6 * z4) + pi2 * even3 / (216 * z6);
        return Math.Sqrt(2 * Math.PI) * (k0 / z + k1 / (6 * z4 * Math.Sqrt(n)) + k2 / n + k3 / (n * Math.Sqrt(n)));
    }

    /// <summary>ln(n!/nⁿ).</summary>
    private static double LogFactorialRatio(double n) => 0.5 * Math.Log(2 * Math.PI * n) - n + Gamma.StirlingError(n);
}
