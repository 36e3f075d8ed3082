using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Assay.Catalog.Documents;

/// <summary>
/// A headless Chromium with a profile of its own, spoken to over two pipes. A debugging port would let anybody on the machine
/// drive the browser and read what it prints.
/// </summary>
internal sealed class ChromiumProcess : IAsyncDisposable
{
    private const string _missing = "PDFs are printed by Chromium, which was not found. Install it (Debian: apt-get install chromium) or name it in ASSAY_CHROMIUM.";

    private static readonly string[] _names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private readonly Process _process;
    private readonly string _profile;
    private readonly MemoryStream _received = new();
    private int _asked;

    private ChromiumProcess(Process process, string profile) => (_process, _profile) = (process, profile);

    /// <returns>Where Chromium lies; null where it does not.</returns>
    public static string? Find() => Environment.GetEnvironmentVariable("ASSAY_CHROMIUM") is { Length: > 0 } named
        ? File.Exists(named) ? named : null
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => _names.Select(name => Path.Join(folder, name))).FirstOrDefault(File.Exists);

    /// <exception cref="PdfUnavailableException">There is no Chromium here.</exception>
    public static ChromiumProcess Start()
    {
        var program = Find() ?? throw new PdfUnavailableException(_missing);
        var profile = Directory.CreateTempSubdirectory("assay-print-").FullName;

        // It reads its orders from descriptor 3 and answers on 4; a shell can put our pipes there.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec 3<&0 4>&1 0</dev/null 1>&2 2>/dev/null; exec \"$@\"", "sh", program,
            "--headless=new", "--remote-debugging-pipe", $"--user-data-dir={profile}", .. Flags()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };

        return new(Process.Start(start)!, profile);
    }

    /// <summary>Sends an order and waits for its answer; events in between are passed over.</summary>
    public async Task<JsonNode> AskAsync(string method, JsonObject parameters, string? session, CancellationToken stop)
    {
        var id = ++_asked;
        var order = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        if (session is not null) order["sessionId"] = session;

        try
        {
            await _process.StandardInput.BaseStream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(order.ToJsonString() + '\0'), stop);
            await _process.StandardInput.BaseStream.FlushAsync(stop);
        }
        catch (IOException)
        {
            throw new PdfUnavailableException("Chromium ended before it printed.");
        }

        while (true)
        {
            var answer = JsonNode.Parse(await ReceiveAsync(stop))!;
            if (answer["id"]?.GetValue<int>() != id) continue;

            return answer["result"] ?? throw new PdfUnavailableException($"Chromium refused {method}: {answer["error"]?["message"]}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _received.Dispose();
        await RemoveProfileAsync();
    }

    /// <summary>Its helpers write for a moment after it has ended.</summary>
    private async Task RemoveProfileAsync()
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            try
            {
                Directory.Delete(_profile, recursive: true);
                return;
            }
            catch (IOException)
            {
                await Task.Delay(50);
            }
        }
    }

    private static string[] Flags() =>
    [
        "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions", "--disable-dev-shm-usage",
        "--proxy-server=127.0.0.1:9", "--proxy-bypass-list=<-loopback>",                   // it prints what it is given and calls nobody
        .. Environment.UserName is "root" ? ["--no-sandbox"] : Array.Empty<string>(),       // Chromium refuses its sandbox to root
    ];

    /// <summary>One message; a NUL ends each.</summary>
    private async Task<string> ReceiveAsync(CancellationToken stop)
    {
        var from = _process.StandardOutput.BaseStream;
        var chunk = new byte[64 * 1024];

        while (true)
        {
            if (Array.IndexOf(_received.GetBuffer(), (byte)0, 0, (int)_received.Length) is >= 0 and var end) return Take(end);

            var read = await from.ReadAsync(chunk, stop);
            if (read == 0) throw new PdfUnavailableException("Chromium ended before it printed.");
            _received.Write(chunk, 0, read);
        }
    }

    private string Take(int end)
    {
        var held = _received.GetBuffer().AsSpan(0, (int)_received.Length);
        var message = System.Text.Encoding.UTF8.GetString(held[..end]);
        var rest = held[(end + 1)..].ToArray();

        _received.SetLength(0);
        _received.Write(rest);
        return message;
    }
}
