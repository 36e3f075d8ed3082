using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Assay.Database;
using Npgsql;

namespace Assay.Tests.Ledger;

/// <summary>The program as a user starts it, on a private database of its own, to be killed while people write.</summary>
internal sealed class CrashingServer : IAsyncDisposable
{
    private const string _password = "three unrelated words";

    private readonly string _folder;
    private readonly ConcurrentQueue<string> _complaints = new();
    private HttpClient _http = null!;
    private Process _process = null!;

    private CrashingServer(string folder) => _folder = folder;

    /// <summary>The names of the models whose registration was acknowledged.</summary>
    public ConcurrentBag<string> Acknowledged { get; } = [];

    public int Refused;

    public string Complaints => string.Join('\n', _complaints);

    public bool HasEnded => _process.HasExited;

    private string Address { get; } = $"http://localhost:{FreePort()}";

    private string Data => Path.Join(_folder, "data");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <param name="folder">Where its data will lie.</param>
    public static async Task<CrashingServer> StartAsync(string folder)
    {
        var server = new CrashingServer(folder);

        var welcome = await server.StartAgainAsync(first: true);
        server._http = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(server.Address), Timeout = TimeSpan.FromSeconds(30) };
        var answer = await server._http.SubmitAsync("/setup", "setup", ("Form.Code", welcome.Split(' ')[^1]), ("Form.Organization", "Ada Works"),
            ("Form.Name", "Ada"), ("Form.Email", Product.Email), ("Form.Password", _password));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return server;
    }

    /// <summary>Starts the program on what lies there.</summary>
    public async Task<string> StartAgainAsync(bool first = false)
    {
        _process = Process.Start(new ProcessStartInfo("dotnet", [Program(), "serve", "--urls", Address, "--data", Data, "--Logging:LogLevel:Default", "Warning"])
        {
            WorkingDirectory = Repository.Folder("src/Assay"),
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.BeginErrorReadLine();

        if (await _process.StandardOutput.ReadLineAsync(Stop) is null) throw new InvalidOperationException($"The server ended before it answered.\n{Complaints}");
        return first ? await _process.StandardOutput.ReadLineAsync(Stop) ?? "" : "";
    }

    /// <summary>As a power cut would: without a word, whatever it is doing.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(Stop);
        _process.Dispose();
    }

    public void KillPostmaster()
    {
        using var postmaster = Process.GetProcessById(Postmaster());
        postmaster.Kill();
    }

    /// <summary>One of the processes that serve the server's connections, the busiest first.</summary>
    public void KillBackend()
    {
        var parent = Postmaster();
        var serving = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
            .Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _))
            .Select(name => (Id: int.Parse(name!, CultureInfo.InvariantCulture), Command: Command(name!, parent)))
            .Where(p => p.Command.Contains("[local]", StringComparison.Ordinal))
            .OrderBy(p => p.Command.EndsWith("idle", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(serving);
        using var backend = Process.GetProcessById(serving[0].Id);
        backend.Kill();
    }

    /// <summary>Registers models one after the other until told to stop, whatever happens to the server meanwhile.</summary>
    public async Task WriteAsync(int writer, CancellationToken enough)
    {
        for (var number = 0; !enough.IsCancellationRequested; number++)
        {
            var name = $"w{writer}-{number}";

            try
            {
                using var answer = await _http.PostAsJsonAsync("/api/models", new { name }, Stop);
                if (answer.StatusCode is HttpStatusCode.Created)
                {
                    Acknowledged.Add(name);
                    continue;
                }

                Assert.True((int)answer.StatusCode >= 500, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync(Stop)}");
            }
            catch (Exception away) when (away is HttpRequestException or TaskCanceledException or IOException && !Stop.IsCancellationRequested)
            {
                // It was killed with this request in hand: whether it was taken in, nobody has been told.
            }

            Interlocked.Increment(ref Refused);
            await Task.Delay(50, Stop);
        }
    }

    /// <summary>Waits until that many more writes were acknowledged.</summary>
    public async Task MoreAsync(int writes)
    {
        var wanted = Acknowledged.Count + writes;

        for (var patience = Stopwatch.StartNew(); Acknowledged.Count < wanted; await Task.Delay(20, Stop))
            if (patience.Elapsed > TimeSpan.FromMinutes(2)) throw new TimeoutException($"The server takes no writes any more; {Acknowledged.Count} were taken.\n{Complaints}");
    }

    /// <summary>Waits until every committed entry has its number, and fetches the whole log.</summary>
    public async Task<string> ExportAsync()
    {
        for (var patience = Stopwatch.StartNew(); await AskAsync("select entry_id::text from ledger_pending") is not []; await Task.Delay(100, Stop))
            if (patience.Elapsed > TimeSpan.FromMinutes(1)) throw new TimeoutException($"Entries were not numbered.\n{Complaints}");

        var path = Path.Join(_folder, "log.zip");
        await using var file = File.Create(path);
        await (await _http.GetStreamAsync("/api/ledger/export", Stop)).CopyToAsync(file, Stop);
        return path;
    }

    public async Task<List<string>> AskAsync(string sql)
    {
        await using var superuser = NpgsqlDataSource.Create(DatabaseAddress.ClusterLogin(Path.Join(Data, "run"), DatabaseRoles.Superuser, Cluster.Database) + ";Pooling=false");
        await using var command = superuser.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync(Stop);

        List<string> answers = [];
        while (await rows.ReadAsync(Stop)) answers.Add(rows.GetString(0));
        return answers;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var ask = Process.Start("kill", ["-TERM", $"{_process.Id}"]);         // so that the database stops with it
            await ask.WaitForExitAsync();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _http?.Dispose();
    }

    private void Hear(string? line)
    {
        if (string.IsNullOrEmpty(line)) return;
        _complaints.Enqueue(line.Length > 600 ? line[..600] : line);
        if (_complaints.Count > 40) _complaints.TryDequeue(out _);
    }

    private int Postmaster() => int.Parse(File.ReadLines(Path.Join(Data, "postgres", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <returns>What a child of this process says that it does; nothing where it is no child of it.</returns>
    private static string Command(string id, int parent)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/stat").Split(") ")[^1].Split(' ')[1] == $"{parent}" ? File.ReadAllText($"/proc/{id}/cmdline").TrimEnd('\0') : "";
        }
        catch (IOException)
        {
            return "";          // it ended meanwhile
        }
    }

    /// <summary>The server of the same build as these tests.</summary>
    private static string Program() =>
        Repository.Folder(Path.Join("artifacts/bin/Assay", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "Assay.Server.dll"));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
