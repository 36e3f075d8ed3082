using System.Runtime.CompilerServices;

namespace Assay.Bench;

/// <summary>What a person waits at the terminal: the start of the program, and the gap analysis of one company.</summary>
internal static class GapBench
{
    private const int _times = 10;

    public static async IAsyncEnumerable<Figure> RunAsync([EnumeratorCancellation] CancellationToken stop)
    {
        var assay = await Repository.PublishCliAsync(stop);
        var sample = Directory.EnumerateFiles(Path.Join(Repository.Root, "samples"), "*.yaml").Order(StringComparer.Ordinal).First();

        var version = await MeasuredProcess.MedianAsync(_times, assay, ["--version"], stop);
        var gap = await MeasuredProcess.MedianAsync(_times, assay, ["gap", "--answers", sample, "--format", "json"], stop);

        yield return new("assay --version, median of 10", version.Seconds, "s", null, 0.15);
        yield return new($"assay gap of {Path.GetFileName(sample)} against assay --version, median of 10", gap.Seconds, "s", version.Seconds, 4);
        yield return new($"assay gap of {Path.GetFileName(sample)}, peak memory", gap.PeakMegabytes, "MiB", null, null);
    }
}
