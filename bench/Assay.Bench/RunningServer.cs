using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Assay.Bench;

/// <summary>The server with the sample company on a database of its own, and somebody signed in.</summary>
internal sealed partial class RunningServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("assay-bench-").FullName;
    private readonly Process _process;

    private RunningServer(string program)
    {
        // A database that runs as another user must be able to reach its folder.
        File.SetUnixFileMode(_folder, (UnixFileMode)0b111_101_101);
        var address = $"http://localhost:{FreePort()}";

        _process = Process.Start(new ProcessStartInfo("dotnet", [program, "demo", "--urls", address, "--data", Path.Join(_folder, "data"), "--Logging:LogLevel:Default", "Warning"])
        {
            WorkingDirectory = Path.Join(Repository.Root, "src/Assay"),
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        Http = new() { BaseAddress = new(address) };
    }

    public HttpClient Http { get; }

    /// <summary>The private database as its superuser, whom row-level security does not bind.</summary>
    public string Database => $"Host={Path.Join(_folder, "data", "run")};Username=postgres;Database=assay;SSL Mode=Disable;GSS Encryption Mode=Disable";

    public static async Task<RunningServer> StartAsync(string program, CancellationToken stop)
    {
        var server = new RunningServer(program);
        _ = await server._process.StandardOutput.ReadLineAsync(stop) ?? throw new InvalidOperationException("The server ended before it answered.");
        var welcome = Welcome().Match(await server._process.StandardOutput.ReadLineAsync(stop) ?? "");
        _ = server._process.StandardOutput.ReadToEndAsync(stop);           // a full pipe would stop the server

        await server.SignInAsync(welcome.Groups["email"].Value, welcome.Groups["password"].Value, stop);
        return server;
    }

    /// <summary>SQL as the private cluster's superuser, whom no row-level security holds back: for filling tables, and as what a search is measured against.</summary>
    public async Task<string> PsqlAsync(string sql, CancellationToken stop)
    {
        string[] arguments = ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", Path.Join(_folder, "data", "run"), "-U", "postgres", "-d", "assay"];
        using var psql = Process.Start(new ProcessStartInfo("psql", arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;

        var told = psql.StandardOutput.ReadToEndAsync(stop);
        await psql.StandardInput.WriteAsync(sql);
        psql.StandardInput.Close();
        await psql.WaitForExitAsync(stop);
        return psql.ExitCode == 0 ? await told : throw new InvalidOperationException("The SQL of a bench failed.");
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();

        // Asked to stop as a terminal would, so that the database stops with it.
        using (var ask = Process.Start("kill", ["-TERM", $"{_process.Id}"])) await ask.WaitForExitAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task SignInAsync(string email, string password, CancellationToken stop)
    {
        var page = await Http.GetStringAsync("/sign-in", stop);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = Handler().Match(page).Groups["name"].Value,
            ["__RequestVerificationToken"] = Token().Match(page).Groups["token"].Value,
            ["Form.Email"] = email,
            ["Form.Password"] = password,
        });

        using var answer = await Http.PostAsync("/sign-in", form, stop);
        if (answer.RequestMessage!.RequestUri!.AbsolutePath == "/sign-in") throw new InvalidOperationException("The sample owner could not sign in.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"Sign in as (?<email>\S+) with the password (?<password>\S+)", RegexOptions.None, 1000)]
    private static partial Regex Welcome();

    [GeneratedRegex("name=\"_handler\" value=\"(?<name>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Handler();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Token();
}
