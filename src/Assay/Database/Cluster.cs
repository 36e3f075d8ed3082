using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Assay.Database;

/// <summary>
/// A PostgreSQL of our own: made in the data folder, run as our child, reached by a socket that no other user can open.
/// </summary>
/// <remarks>
/// Sorted by bytes, so that indexes serve prefixes and no system update reorders them; letters are Unicode's, so that
/// "Ä" folds to "ä". A cluster left running by a server that was killed is stopped and started anew: one way to begin.
/// </remarks>
internal sealed partial class Cluster(IOptions<DatabaseOptions> options, ILogger<Cluster> log) : IAsyncDisposable
{
    public const string Database = "assay";

    private const int _triesWhileSessionsEnd = 120;

    private readonly string _dataFolder = Path.GetFullPath(options.Value.DataFolder);
    private ClusterLock? _lock;
    private PostgresPrograms? _programs;
    private ClusterProcess? _process;

    public DatabaseAddress Address => DatabaseAddress.InCluster(SocketFolder, Database);

    public string SocketFolder { get; } = ClusterSocket.FolderFor(Path.GetFullPath(options.Value.DataFolder));

    /// <summary>The process that runs, while one does.</summary>
    public int? ProcessId => _process?.Id;

    /// <summary>Ends when PostgreSQL has gone without being asked to.</summary>
    public Task Lost => _process?.Lost ?? throw new InvalidOperationException("The cluster was not started.");

    private string Data => Path.Join(_dataFolder, "postgres");

    /// <exception cref="StartRefusedException">For a reason that the person who starts it can mend.</exception>
    public async Task StartAsync(CancellationToken stop)
    {
        MakeDataFolder();
        _lock = ClusterLock.Take(_dataFolder);
        _programs = PostgresPrograms.Find(PostgresPrograms.Folders(), MadeBy());

        await ClusterUser.MakeFolderAsync(SocketFolder, stop);
        if (MadeBy() is null) await InitializeAsync(_programs, stop);
        await StopOrphanAsync(_programs, stop);

        await ClusterSettings.WriteDoorsAsync(Data, stop);
        _process = await LaunchAsync(_programs, stop);

        await using var superuser = NpgsqlDataSource.Create(DatabaseAddress.ClusterLogin(SocketFolder, DatabaseRoles.Superuser, "postgres"));
        await DatabaseRoles.PrepareClusterAsync(superuser, Database, stop);
    }

    /// <summary>Starts it anew after it went without being asked to; it recovers what was committed.</summary>
    /// <exception cref="StartRefusedException">It does not come up; the message is its own.</exception>
    public async Task StartAgainAsync(CancellationToken stop)
    {
        if (_programs is null) throw new InvalidOperationException("The cluster was not started.");

        if (_process is { } gone) await gone.DisposeAsync();
        _process = null;
        _process = await LaunchAsync(_programs, stop);
    }

    public async ValueTask DisposeAsync()
    {
        _process?.ExpectExit();

        // Also where the start was broken off: what it left running must not outlive the lock.
        if (_lock is not null && _programs is not null) await StopAsync(_programs, CancellationToken.None);
        if (_process is not null) await _process.DisposeAsync();

        _process = null;
        _lock?.Dispose();
        _lock = null;
    }

    private async Task<ClusterProcess> LaunchAsync(PostgresPrograms programs, CancellationToken stop)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                var process = await ClusterProcess.StartAsync(
                    ClusterUser.Command(programs["postgres"], ["-D", Data, .. ClusterSettings.Arguments(Data, SocketFolder, options.Value.Postgres)]), Data, log, stop);
                Log.Started(log, programs.Major, process.Id, _dataFolder);
                return process;
            }
            catch (StartRefusedException refused) when (tries < _triesWhileSessionsEnd && refused.Message.Contains("shared memory block", StringComparison.Ordinal))
            {
                // The sessions of a PostgreSQL that was killed hold its memory until they notice, which takes a moment.
                await Task.Delay(TimeSpan.FromMilliseconds(250), stop);
            }
        }
    }

    private void MakeDataFolder()
    {
        try
        {
            Directory.CreateDirectory(_dataFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

            // As root, the cluster's user must pass through to its own folder; it cannot list ours.
            if (Environment.IsPrivilegedProcess)
                File.SetUnixFileMode(_dataFolder, File.GetUnixFileMode(_dataFolder) | UnixFileMode.OtherExecute);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"The data folder {_dataFolder} cannot be made: {failure.Message}", failure);
        }
    }

    private int? MadeBy()
    {
        var version = Path.Join(Data, "PG_VERSION");
        return File.Exists(version) ? int.Parse(File.ReadAllText(version), CultureInfo.InvariantCulture) : null;
    }

    /// <summary>Made beside its place and moved there whole, so that a start that was interrupted leaves no half of a cluster.</summary>
    private async Task InitializeAsync(PostgresPrograms programs, CancellationToken stop)
    {
        var unfinished = Data + ".unfinished";
        if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);

        await ClusterUser.MakeFolderAsync(unfinished, stop);
        await ClusterUser.RunAsync(programs["initdb"],
        [
            "-D", unfinished, "-U", DatabaseRoles.Superuser, "-E", "UTF8", "--auth=peer", "--data-checksums",
            "--lc-collate=C", "--lc-ctype=C.UTF-8", "--lc-messages=C", "--lc-monetary=C", "--lc-numeric=C", "--lc-time=C",
        ], stop);

        Directory.Move(unfinished, Data);
        Log.Initialized(log, programs.Major, _dataFolder);
    }

    private async Task StopOrphanAsync(PostgresPrograms programs, CancellationToken stop)
    {
        if (ClusterProcess.RunningOn(Data) is not { } orphan) return;

        Log.StoppingOrphan(log, orphan);
        await StopAsync(programs, stop);
    }

    // Fast: sessions are ended, what is committed is flushed, nothing waits for clients.
    private Task StopAsync(PostgresPrograms programs, CancellationToken stop) =>
        ClusterProcess.RunningOn(Data) is null
            ? Task.CompletedTask
            : ClusterUser.RunAsync(programs["pg_ctl"], ["stop", "-D", Data, "-m", "fast", "-w", "-t", "120"], stop);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "A private PostgreSQL {Major} was made in {DataFolder}.")]
        public static partial void Initialized(ILogger log, int major, string dataFolder);

        [LoggerMessage(LogLevel.Information, "The private PostgreSQL {Major} runs as process {ProcessId} on {DataFolder}.")]
        public static partial void Started(ILogger log, int major, int processId, string dataFolder);

        [LoggerMessage(LogLevel.Warning, "An earlier server was killed and left PostgreSQL running as process {ProcessId}; it is stopped and started anew.")]
        public static partial void StoppingOrphan(ILogger log, int processId);
    }
}
