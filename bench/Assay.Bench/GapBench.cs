using System.Runtime.CompilerServices;

namespace Assay.Bench;

/// <summary>What a person waits at the terminal: the start of the program, and the gap analysis of one company.</summary>
internal static class GapBench
{
    private const int _times = 11;

    public static async IAsyncEnumerable<Figure> RunAsync([EnumeratorCancellation] CancellationToken stop)
    {
        var assay = await Repository.PublishCliAsync(stop);
        var sample = Directory.EnumerateFiles(Path.Join(Repository.Root, "samples"), "*.yaml").Order(StringComparer.Ordinal).First();

        var (version, gap) = await MediansAsync(assay, ["gap", "--answers", sample, "--format", "json"], stop);

        yield return new($"assay --version, median of {_times}", version.Seconds, "s", null, 0.15);
        yield return new($"assay gap of {Path.GetFileName(sample)} against assay --version, median of {_times}", gap.Seconds, "s", version.Seconds, 4);
        yield return new($"assay gap of {Path.GetFileName(sample)}, peak memory", gap.PeakMegabytes, "MiB", null, null);
    }

    /// <summary>By turns, so that whatever else the machine does falls on both; the first turn warms the disk.</summary>
    private static async Task<(MeasuredProcess Version, MeasuredProcess Gap)> MediansAsync(string assay, string[] arguments, CancellationToken stop)
    {
        List<MeasuredProcess> versions = [], gaps = [];

        for (var i = 0; i <= _times; i++)
        {
            versions.Add(await MeasuredProcess.OnceAsync(assay, ["--version"], stop));
            gaps.Add(await MeasuredProcess.OnceAsync(assay, arguments, stop));
        }

        return (MeasuredProcess.Median(versions[1..]), MeasuredProcess.Median(gaps[1..]));
    }
}
