using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Assay.Database;

/// <summary>The PostgreSQL process that is our child, and what it says.</summary>
internal sealed partial class ClusterProcess : IAsyncDisposable
{
    private const int _linesKept = 20;

    private static readonly TimeSpan _recovery = TimeSpan.FromMinutes(5);     // replaying the log after a crash takes its time

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = new();
    private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ILogger _log;
    private volatile bool _exitExpected;

    private ClusterProcess(Process process, ILogger log) => (_process, _log) = (process, log);

    public int Id => _process.Id;

    public Task Lost => _lost.Task;

    /// <summary>Starts it and waits until it takes connections.</summary>
    public static async Task<ClusterProcess> StartAsync(ProcessStartInfo command, string data, ILogger log, CancellationToken stop)
    {
        command.RedirectStandardError = true;
        var process = new Process { StartInfo = command, EnableRaisingEvents = true };
        var started = new ClusterProcess(process, log);

        process.ErrorDataReceived += (_, line) => started.Hear(line.Data);
        process.Exited += (_, _) => started.OnExit();
        process.Start();
        process.BeginErrorReadLine();

        try
        {
            await started.WaitUntilReadyAsync(data, stop);
            return started;
        }
        catch (StartRefusedException)
        {
            started.ExpectExit();
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>The process that runs on this folder, ours or an orphan; null where none does, whatever a left-over file claims.</summary>
    public static int? RunningOn(string data) =>
        Read(data) is [var first, ..]
        && int.TryParse(first, CultureInfo.InvariantCulture, out var id)
        && CommandOf(id).Contains(data)
            ? id
            : null;

    /// <summary>From now on its end is wanted, and no alarm.</summary>
    public void ExpectExit() => _exitExpected = true;

    public async ValueTask DisposeAsync()
    {
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task WaitUntilReadyAsync(string data, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(_recovery);

        // The last line of this file is the state, which PostgreSQL's own pg_ctl waits for as well.
        while (Read(data) is not { Length: >= 8 } lines || lines[0] != Id.ToString(CultureInfo.InvariantCulture) || lines[7].Trim() is not "ready")
        {
            if (_process.HasExited)
            {
                await _process.WaitForExitAsync(patience.Token);           // until all that it said was read
                throw new StartRefusedException($"PostgreSQL did not start on {data}: {string.Join(' ', _said)}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }
    }

    private void Hear(string? line)
    {
        if (string.IsNullOrWhiteSpace(line)) return;

        _said.Enqueue(line);
        if (_said.Count > _linesKept) _said.TryDequeue(out _);

        if (line.Contains("PANIC:", StringComparison.Ordinal) || line.Contains("FATAL:", StringComparison.Ordinal))
            Log.Warned(_log, line);
        else
            Log.Said(_log, line);
    }

    private void OnExit()
    {
        if (_exitExpected) return;

        Log.Lost(_log, string.Join(' ', _said));
        _lost.TrySetResult();
    }

    private static string[] Read(string data)
    {
        try
        {
            return File.ReadAllLines(Path.Join(data, "postmaster.pid"));
        }
        catch (IOException)
        {
            return [];        // not there yet, or not any more
        }
    }

    // A number in a file may meanwhile be somebody else's process; only PostgreSQL was started with this folder as an argument.
    private static string[] CommandOf(int processId)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/cmdline").Split('\0');
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "PostgreSQL: {Line}")]
        public static partial void Said(ILogger log, string line);

        [LoggerMessage(LogLevel.Warning, "PostgreSQL: {Line}")]
        public static partial void Warned(ILogger log, string line);

        [LoggerMessage(LogLevel.Critical, "PostgreSQL has gone without being asked to: {Said}")]
        public static partial void Lost(ILogger log, string said);
    }
}
