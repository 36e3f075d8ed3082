using System.Text;
using Assay.Catalog.Documents;

namespace Assay.Web;

/// <summary>Prints pages that stand alone to PDF, by the Chromium of this machine where it has one.</summary>
/// <remarks>The page is treated as a stranger's: no script, no network, a profile of its own, an end to time and size.</remarks>
public sealed partial class PdfPrinter(ILogger<PdfPrinter> log) : IDisposable
{
    public const long MaxBytes = 50L * 1024 * 1024;

    public static readonly TimeSpan MaxTime = TimeSpan.FromMinutes(1);

    /// <summary>A browser takes hundreds of megabytes; who comes second waits.</summary>
    private readonly SemaphoreSlim _one = new(1);

    public static bool IsAvailable => PdfPress.IsAvailable;

    /// <returns>The PDF; null where it could not be printed in time, or at all.</returns>
    public async Task<byte[]?> PrintAsync(Action<Stream> write, CancellationToken stop)
    {
        if (!IsAvailable) return null;

        using var page = new MemoryStream();
        write(page);

        try
        {
            await using var turn = await BeginAsync(stop);
            return await turn.PrintAsync(Encoding.UTF8.GetString(page.GetBuffer(), 0, (int)page.Length), stop);
        }
        catch (PdfUnavailableException failure)
        {
            Log.Failed(log, failure.Message);
            return null;
        }
    }

    /// <summary>Waits for the browser, which then prints as many pages as are asked for until the turn is disposed.</summary>
    /// <exception cref="PdfUnavailableException">There is no Chromium here, or it does not start.</exception>
    public async Task<Turn> BeginAsync(CancellationToken stop)
    {
        await _one.WaitAsync(stop);

        try
        {
            return new(await PdfPress.StartAsync(stop), _one);
        }
        catch
        {
            _one.Release();
            throw;
        }
    }

    public void Dispose() => _one.Dispose();

    /// <summary>The time in which one caller has the browser to itself.</summary>
    public sealed class Turn(PdfPress press, SemaphoreSlim one) : IAsyncDisposable
    {
        /// <exception cref="PdfUnavailableException">It took too long, or the result is too large.</exception>
        public async Task<byte[]> PrintAsync(string html, CancellationToken stop)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
            limit.CancelAfter(MaxTime);

            try
            {
                var pdf = await press.PrintAsync(html, limit.Token);
                return pdf.Length <= MaxBytes ? pdf : throw new PdfUnavailableException($"The PDF is larger than {MaxBytes} bytes.");
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                throw new PdfUnavailableException($"Chromium did not print a PDF within {MaxTime}.");
            }
        }

        public async ValueTask DisposeAsync()
        {
            await press.DisposeAsync();
            one.Release();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "A PDF could not be printed: {Why}")]
        public static partial void Failed(ILogger log, string why);
    }
}
