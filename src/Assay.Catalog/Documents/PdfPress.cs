using System.Text.Json.Nodes;

namespace Assay.Catalog.Documents;

/// <summary>Prints our pages as PDF by a headless Chromium, started once for many documents. One print at a time.</summary>
public sealed class PdfPress : IAsyncDisposable
{
    private readonly ChromiumProcess _chromium;
    private readonly string _session;
    private readonly string _frame;

    private PdfPress(ChromiumProcess chromium, string session, string frame) => (_chromium, _session, _frame) = (chromium, session, frame);

    /// <summary>Whether this machine has a Chromium to print with.</summary>
    public static bool IsAvailable => ChromiumProcess.Find() is not null;

    /// <exception cref="PdfUnavailableException">There is no Chromium here, or it does not start.</exception>
    public static async Task<PdfPress> StartAsync(CancellationToken stop)
    {
        var chromium = ChromiumProcess.Start();

        try
        {
            var target = Text(await chromium.AskAsync("Target.createTarget", new() { ["url"] = "about:blank" }, null, stop), "targetId");
            var session = Text(await chromium.AskAsync("Target.attachToTarget", new() { ["targetId"] = target, ["flatten"] = true }, null, stop), "sessionId");
            await chromium.AskAsync("Emulation.setScriptExecutionDisabled", new() { ["value"] = true }, session, stop);
            var frames = await chromium.AskAsync("Page.getFrameTree", [], session, stop);

            return new(chromium, session, Text(frames["frameTree"]!["frame"]!, "id"));
        }
        catch
        {
            await chromium.DisposeAsync();
            throw;
        }
    }

    /// <exception cref="PdfUnavailableException">Chromium ended meanwhile.</exception>
    public async Task<byte[]> PrintAsync(string html, CancellationToken stop)
    {
        await _chromium.AskAsync("Page.setDocumentContent", new() { ["frameId"] = _frame, ["html"] = html }, _session, stop);
        var printed = await _chromium.AskAsync(
            "Page.printToPDF", new() { ["preferCSSPageSize"] = true, ["printBackground"] = true, ["generateTaggedPDF"] = true, ["generateDocumentOutline"] = true }, _session, stop);

        return Convert.FromBase64String(Text(printed, "data"));
    }

    public ValueTask DisposeAsync() => _chromium.DisposeAsync();

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}

/// <summary>PDFs cannot be printed here; the message says what to install.</summary>
public sealed class PdfUnavailableException(string message) : Exception(message);
