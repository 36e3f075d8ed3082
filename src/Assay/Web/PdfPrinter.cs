using System.Diagnostics;

namespace Assay.Web;

/// <summary>Prints a page that stands alone to PDF, by the Chromium of this machine where it has one.</summary>
/// <remarks>The page is treated as a stranger's: no network, a profile of its own, an end to time and size. Pages forbid themselves script.</remarks>
public sealed partial class PdfPrinter(ILogger<PdfPrinter> log) : IDisposable
{
    public const long MaxBytes = 50L * 1024 * 1024;

    public static readonly TimeSpan MaxTime = TimeSpan.FromMinutes(1);

    private static readonly string[] _places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private static readonly string[] _flags =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
        "--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer",
    ];

    /// <summary>A browser takes hundreds of megabytes; who comes second waits.</summary>
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Null where this machine has no Chromium.</summary>
    public static string? Chromium { get; } =
        Environment.GetEnvironmentVariable("ASSAY_CHROMIUM") is { Length: > 0 } named ? named : _places.FirstOrDefault(File.Exists);

    /// <returns>The PDF; null where it could not be printed in time, or at all.</returns>
    public async Task<byte[]?> PrintAsync(Action<Stream> write, CancellationToken stop)
    {
        if (Chromium is null) return null;

        await _one.WaitAsync(stop);
        var folder = Directory.CreateTempSubdirectory("assay-pdf-");

        try
        {
            var (page, pdf) = (Path.Join(folder.FullName, "page.html"), Path.Join(folder.FullName, "page.pdf"));
            await using (var file = File.Create(page)) write(file);

            await RunAsync(Chromium, [.. _flags, $"--user-data-dir={folder.FullName}/profile", $"--print-to-pdf={pdf}", new Uri(page).AbsoluteUri], stop);
            return new FileInfo(pdf) is { Exists: true, Length: > 0 and <= MaxBytes } ? await File.ReadAllBytesAsync(pdf, stop) : null;
        }
        finally
        {
            _one.Release();
            Forget(folder);
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task RunAsync(string program, string[] arguments, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(MaxTime);

        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        using var browser = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var said = Task.WhenAll(browser.StandardError.ReadToEndAsync(limit.Token), browser.StandardOutput.ReadToEndAsync(limit.Token));

        try
        {
            await browser.WaitForExitAsync(limit.Token);
            if (browser.ExitCode != 0) Log.Failed(log, browser.ExitCode, (await said)[0]);
        }
        catch (OperationCanceledException)
        {
            browser.Kill(entireProcessTree: true);
            stop.ThrowIfCancellationRequested();
            Log.TookTooLong(log, MaxTime);
        }
    }

    /// <summary>A child of the browser may still be letting go of its profile; the system clears its temporary files anyway.</summary>
    private void Forget(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (IOException failure)
        {
            Log.Left(log, folder.FullName, failure.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Chromium ended with {Exit} instead of a PDF: {Said}")]
        public static partial void Failed(ILogger log, int exit, string said);

        [LoggerMessage(LogLevel.Error, "Chromium did not print a PDF within {Limit}.")]
        public static partial void TookTooLong(ILogger log, TimeSpan limit);

        [LoggerMessage(LogLevel.Warning, "The temporary folder {Folder} could not be removed: {Why}")]
        public static partial void Left(ILogger log, string folder, string why);
    }
}
