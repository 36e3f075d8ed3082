using System.Diagnostics;

namespace Assay.Bench;

/// <summary>One run of a program: how long it took by the wall clock, and how much memory it held at most.</summary>
public sealed record MeasuredProcess(double Seconds, double PeakMegabytes)
{
    /// <summary>The middle of several runs, and the most memory that any of them held.</summary>
    public static MeasuredProcess Median(IReadOnlyCollection<MeasuredProcess> runs) =>
        new(runs.Select(r => r.Seconds).Order().ElementAt(runs.Count / 2), runs.Max(r => r.PeakMegabytes));

    /// <exception cref="InvalidOperationException">The program failed.</exception>
    public static async Task<MeasuredProcess> OnceAsync(string program, string[] arguments, CancellationToken stop)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        var from = Stopwatch.GetTimestamp();

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var peak = PeakAsync(process.Id, stop);
        await process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, stop);
        await process.WaitForExitAsync(stop);
        var seconds = Stopwatch.GetElapsedTime(from).TotalSeconds;

        return process.ExitCode == 0
            ? new(seconds, await peak)
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} exited with {process.ExitCode}.");
    }

    /// <summary>The kernel keeps the highest value, so the last reading before the end is the peak.</summary>
    private static async Task<double> PeakAsync(int id, CancellationToken stop)
    {
        var peak = 0d;

        while (true)
        {
            try
            {
                var line = (await File.ReadAllLinesAsync($"/proc/{id}/status", stop)).FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
                if (line is null) return peak;                             // a process that ended has no memory any more
                peak = double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;
            }
            catch (IOException)
            {
                return peak;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(3), TimeProvider.System, stop);
        }
    }
}
