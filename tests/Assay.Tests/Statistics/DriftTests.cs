using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Assay.Statistics.Drift;
using Assay.Statistics.Numbers;
using Assay.Statistics.Tables;

namespace Assay.Tests.Statistics;

/// <summary>Our figures beside SciPy's: as committed, and computed anew where this machine has SciPy.</summary>
public sealed class DriftTests : IDisposable
{
    private const double _bar = 1e-9;

    private static readonly string _adult = Repository.Folder("../shared/vectors/adult/adult.csv");

    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Each is there for one way in which a p-value is come by.</summary>
    private static readonly (string Name, Func<double[]> Reference, Func<double[]> Current)[] _cases =
    [
        ("a million against a million", () => Numbers.Sums(1_000_000, 1), () => Numbers.Sums(1_000_000, 2)),
        ("a million against a million that moved", () => Numbers.Sums(1_000_000, 3), () => Numbers.Sums(1_000_000, 4, 0.002)),
        ("exact, unequal sizes", () => Numbers.Sums(1000, 5), () => Numbers.Sums(1200, 6, 0.05)),
        ("exact, equal sizes", () => Numbers.Sums(700, 7), () => Numbers.Sums(700, 8)),
        ("exact, largest", () => Numbers.Sums(10_000, 9), () => Numbers.Sums(9_973, 10)),
        ("limit, close", () => Numbers.Sums(20_000, 11), () => Numbers.Sums(15_000, 12)),
        ("limit, apart", () => Numbers.Sums(20_000, 13), () => Numbers.Sums(15_000, 14, 0.3)),
        ("few against many", () => Numbers.Sums(5, 15), () => Numbers.Sums(20_000, 16)),
        ("a hundred against many", () => Numbers.Sums(100, 17), () => Numbers.Sums(20_000, 18, 0.1)),
        ("five hundred against many, very close", () => [.. Enumerable.Range(0, 500).Select(i => (i + 0.5) / 500)], () => [.. Enumerable.Range(0, 20_000).Select(i => (i + 0.5) / 20_000)]),
        ("many ties", () => [.. Numbers.Sums(20_000, 19).Select(x => Math.Round(x * 4))], () => [.. Numbers.Sums(12_000, 20, 0.1).Select(x => Math.Round(x * 4))]),
        ("below zero", () => [.. Numbers.Sums(5_000, 21).Select(x => x - 1.5)], () => [.. Numbers.Sums(6_000, 22).Select(x => 1.4 - x)]),
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assay-drift-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Golden => Repository.Folder("tests/Assay.Tests/Statistics/scipy.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Every_distance_equals_the_committed_figures_of_SciPy()
    {
        var golden = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, double>>>(await File.ReadAllTextAsync(Golden, Stop))!;

        foreach (var (name, reference, current) in _cases) Close(name, golden[name], Measure(reference(), current()));
    }

    [Fact]
    public async Task Every_distance_equals_SciPy_on_this_machine()
    {
        var python = Python() ?? Skip("this machine has no SciPy (Debian: apt-get install python3-scipy)");

        var files = _cases.Select((c, i) => new[] { "number", Write($"{i}a", c.Reference()), Write($"{i}b", c.Current()) });
        var answers = await AskAsync(python, files.SelectMany(f => f));

        if (Environment.GetEnvironmentVariable("APPROVE") is "1")
            await File.WriteAllTextAsync(Golden, JsonSerializer.Serialize(_cases.Select((c, i) => (c.Name, Values: answers[i].Where(a => a.Key != "seconds").ToDictionary())).ToDictionary(a => a.Name, a => a.Values), _json) + "\n", Stop);

        foreach (var (place, (name, reference, current)) in _cases.Index()) Close(name, answers[place], Measure(reference(), current()));
    }

    [Theory]
    [InlineData("age")]
    [InlineData("fnlwgt")]
    [InlineData("education-num")]
    [InlineData("capital-gain")]
    [InlineData("hours-per-week")]
    [InlineData("workclass")]
    [InlineData("education")]
    [InlineData("native-country")]
    public async Task A_column_of_Adult_has_SciPys_distances_between_women_and_men(string column)
    {
        if (!File.Exists(_adult)) Skip($"{_adult} is not here");
        var python = Python() ?? Skip("this machine has no SciPy (Debian: apt-get install python3-scipy)");
        var (women, men) = (Split("Female"), Split("Male"));

        var drift = Assert.Single(new CompareFiles(women, men, ReadingMode.Exact).Run([column], []));

        var files = drift.Kind is ColumnKind.Number
            ? new[] { "number", Write("a", Column(women, column).Select(double.Parse)), Write("b", Column(men, column).Select(double.Parse)) }
            : ["category", WriteNames("a", Names(women, men, column), women), WriteNames("b", Names(women, men, column), men)];
        Close(column, Assert.Single(await AskAsync(python, files)), drift);

        string WriteNames(string name, Dictionary<string, int> codes, string from) =>
            WriteBytes(name, [.. Column(from, column).Where(v => v != "?").SelectMany(v => Encoding.ASCII.GetBytes($"{codes[v],-8}".Replace(' ', '\0')))]);
    }

    [Fact]
    public void A_sketch_stays_within_its_stated_error()
    {
        var values = Numbers.Sums(2_000_000, 30);
        var sketch = new QuantileSketch();
        foreach (var value in values) sketch.Add(value);
        values.AsSpan().Sort();

        var sample = sketch.Sample(10_000);
        var worst = sample.Index().Max(p => Math.Abs((double)SortedNumbers.CountTo(values, p.Item) / values.Length - (p.Index + 0.5) / sample.Length));

        Assert.InRange(worst, 0, QuantileSketch.RankError);
    }

    [Fact]
    public void Numbers_are_sorted_as_comparing_sorts_them()
    {
        double[] values = [.. Numbers.Sums(50_000, 40).Select(x => (x - 1.5) * Math.Pow(10, x * 40 - 60)), 0, -0.0, double.MaxValue, double.MinValue, double.Epsilon, double.PositiveInfinity, double.NegativeInfinity];
        double[] expected = [.. values.Order()], scratch = new double[values.Length];

        RadixSort.Sort(values, scratch);

        Assert.Equal(expected, values);
    }

    [Fact]
    public void Equal_populations_are_nowhere_apart()
    {
        var drift = Measure(Numbers.Sums(5_000, 50), Numbers.Sums(5_000, 50));

        Assert.Equal((0, 1, 0, 0, 0), (drift.Ks!.Statistic, drift.Ks.PValue, drift.Psi, drift.JensenShannon, drift.Wasserstein));
        Assert.Equal(DriftVerdict.Stable, drift.Verdict);
    }

    private static ColumnDrift Measure(double[] reference, double[] current)
    {
        RadixSort.Sort(reference, new double[reference.Length]);
        RadixSort.Sort(current, new double[current.Length]);
        return NumberDrift.Measure("value", new(reference, reference.Length, 0), new(current, current.Length, 0));
    }

    private static void Close(string name, Dictionary<string, double> expected, ColumnDrift ours)
    {
        var figures = new Dictionary<string, double?>
        {
            ["ks"] = ours.Ks?.Statistic,
            ["p_value"] = ours.Ks?.PValue ?? ours.ChiSquare?.PValue,
            ["psi"] = ours.Psi,
            ["jensen_shannon"] = ours.JensenShannon,
            ["wasserstein"] = ours.Wasserstein,
            ["chi_square"] = ours.ChiSquare?.Statistic,
        };

        foreach (var (figure, value) in expected.Where(e => e.Key != "seconds"))
            Assert.True(Math.Abs(value - figures[figure]!.Value) <= _bar * Math.Max(1, Math.Abs(value)), $"{name}: {figure} is {figures[figure]:R}, SciPy says {value:R}");
    }

    private string Split(string sex)
    {
        var path = Path.Join(_folder.FullName, $"{sex}.csv");
        var lines = File.ReadLines(_adult);
        File.WriteAllLines(path, lines.Take(1).Concat(lines.Skip(1).Where(l => l.Split(',')[9] == sex)));
        return path;
    }

    private static IEnumerable<string> Column(string path, string column)
    {
        using var table = Table.Open(path);
        var place = table.Find(column);
        while (table.Read()) yield return Encoding.UTF8.GetString(table.Field(place));
    }

    private static Dictionary<string, int> Names(string first, string second, string column) =>
        Column(first, column).Concat(Column(second, column)).Distinct().Index().ToDictionary(n => n.Item, n => n.Index + 100);

    private string Write(string name, IEnumerable<double> values) => WriteBytes(name, MemoryMarshal.AsBytes(values.ToArray().AsSpan()).ToArray());

    private string WriteBytes(string name, byte[] bytes)
    {
        var path = Path.Join(_folder.FullName, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static async Task<Dictionary<string, double>[]> AskAsync(string python, IEnumerable<string> files)
    {
        using var process = Process.Start(new ProcessStartInfo(python, [Repository.Folder("bench/Assay.Bench/drift_reference.py"), .. files]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var answer = await process.StandardOutput.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);

        return JsonSerializer.Deserialize<Dictionary<string, double>[]>(answer)!;
    }

    private static string? Python() => new[] { "/usr/bin/python3", "/usr/local/bin/python3" }.FirstOrDefault(python =>
    {
        if (!File.Exists(python)) return false;
        using var ask = Process.Start(new ProcessStartInfo(python, ["-c", "import scipy"]) { RedirectStandardError = true, UseShellExecute = false })!;
        ask.WaitForExit();
        return ask.ExitCode == 0;
    });

    private static string Skip(string reason)
    {
        Assert.Skip(reason);
        return reason;
    }
}
