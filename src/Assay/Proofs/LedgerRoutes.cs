using Microsoft.AspNetCore.Http.HttpResults;

namespace Assay.Proofs;

/// <summary>Where programs read the log. A C2SP client takes <c>/api/ledger/</c> as its prefix.</summary>
internal static class LedgerRoutes
{
    private const string _bytes = "application/octet-stream";

    public static void MapLedger(this IEndpointRouteBuilder routes)
    {
        var ledger = routes.MapGroup("/api/ledger").WithTags("Ledger").Needs(Permission.ReadLedger);

        ledger.MapGet("/checkpoint", CheckpointAsync).WithSummary("The newest signed checkpoint (C2SP tlog-checkpoint)");
        ledger.MapGet("/tile/{**path}", TileAsync).WithSummary("A tile of the tree or a bundle of entries (C2SP tlog-tiles)");
        ledger.MapGet("/keys", KeysAsync).WithSummary("The log's first public key, and the notes by which each key names the next");
        ledger.MapGet("/entries/{id:guid}/proof", ProofAsync).WithSummary("That an entry is in the log (C2SP tlog-proof)");
        ledger.MapGet("/consistency", ConsistencyAsync).WithSummary("That the log of one size is the beginning of that of a later one (RFC 6962)");
        ledger.MapGet("/export", Export).WithSummary("The whole log as a ZIP that 'assay verify' checks offline");
        ledger.MapPost("/keys", RotateAsync).Needs(Permission.EditLedgerKeys).WithSummary("Hands the log over to a new key, which the old one signs");
        ledger.MapPost("/erasures", EraseSubject.Post).Needs(Permission.EraseSubjects).WithSummary("Destroys the key under which words about one subject are sealed");
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> CheckpointAsync(HttpContext http, ReadLog log, CancellationToken stop)
    {
        http.Response.Headers.CacheControl = "no-store";
        return await log.CheckpointAsync(http.Actor, stop) is { } note ? Text(note) : Problems.NotFound("Nothing is in the log yet.");
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> TileAsync(string path, HttpContext http, ReadLog log, CancellationToken stop)
    {
        var address = $"tile/{path}";
        var found = TileId.TryParse(address, out var tile) ? await log.TileAsync(http.Actor, tile, stop)
            : EntryBundle.TryParse(address, out var number, out var width) ? await log.EntriesAsync(http.Actor, number, width, stop)
            : null;

        if (found is null) return Problems.NotFound("The log has no such tile.");

        http.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        return TypedResults.File(found, _bytes);
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> KeysAsync(HttpContext http, ReadLog log, CancellationToken stop) =>
        await log.KeysAsync(http.Actor, stop) is { } keys ? Text(keys) : Problems.NotFound("Nothing is in the log yet.");

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ProofAsync(Guid id, HttpContext http, ProveEntry prove, CancellationToken stop) =>
        await prove.RunAsync(http.Actor, id, stop) is { Proof: { } proof }
            ? TypedResults.File(System.Text.Encoding.UTF8.GetBytes(proof.ToString()), "text/plain; charset=utf-8", $"{id:n}.tlog-proof")
            : Problems.NotFound("There is no such entry, or it has no number yet; that takes less than a second.");

    private static async Task<Results<Ok<string[]>, ProblemHttpResult>> ConsistencyAsync(long first, long second, HttpContext http, ProveEntry prove, CancellationToken stop) =>
        await prove.ConsistencyAsync(http.Actor, first, second, stop) is { } proof
            ? TypedResults.Ok(proof.Select(h => h.ToString()).ToArray())
            : Problems.NotFound("The log was never of these sizes.");

    private static PushStreamHttpResult Export(HttpContext http, ExportLog export, TimeProvider clock) =>
        TypedResults.Stream(to => export.RunAsync(http.Actor, to, http.RequestAborted), "application/zip", $"ledger-{clock.Today:yyyy-MM-dd}.zip");

    private static async Task<Results<Ok<RotatedKey>, ProblemHttpResult>> RotateAsync(HttpContext http, RotateLogKey rotate, CancellationToken stop) =>
        await rotate.RunAsync(http.Actor, stop) is { } key ? TypedResults.Ok(new RotatedKey(key)) : Problems.Busy("The log is being written to. Try again in a moment.");

    private static ContentHttpResult Text(string text) => TypedResults.Text(text, "text/plain; charset=utf-8");

    /// <param name="Verifier">The new public key, as C2SP tools take it.</param>
    public sealed record RotatedKey(string Verifier);
}
