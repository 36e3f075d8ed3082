using Assay.Blobs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Assay.Evidence;

/// <summary>Large files in parts: begin, put each part in any order and as often as needed, finish. The upload page does the same.</summary>
internal static class UploadApi
{
    public sealed record BeginRequest(string FileName, long Size);

    /// <param name="PartBytes">How long each part is; the last may be shorter.</param>
    /// <param name="Have">The parts that are there, counted from 0.</param>
    public sealed record UploadView(Guid Id, string FileName, long Size, int PartBytes, int Parts, IReadOnlyList<int> Have);

    public static void MapUploads(this RouteGroupBuilder evidence)
    {
        var uploads = evidence.MapGroup("/uploads").Needs(Permission.AddEvidence);

        uploads.MapPost("/", Begin).WithSummary("Begin to send a large file in parts").ProducesProblem(StatusCodes.Status413PayloadTooLarge);
        uploads.MapGet("/{id:guid}", Read).WithSummary("Which parts are there").ProducesProblem(StatusCodes.Status404NotFound);
        uploads.MapPut("/{id:guid}/parts/{number:int}", Put).WithSummary("Send one part; the body is its bytes").Accepts<Stream>("application/octet-stream")
            .WithMetadata(new RequestSizeLimitAttribute(Upload.PartBytes + 1)).ProducesProblem(StatusCodes.Status404NotFound);
        uploads.MapPost("/{id:guid}/finish", Finish).WithSummary("File what was sent as evidence")
            .WithDescription("With item, as the next version of that item.").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Created<UploadView>, ValidationProblem, ProblemHttpResult>> Begin(
        BeginRequest request, HttpContext http, ReceiveParts receive, StoreBlob store, CancellationToken stop)
    {
        if (FileRules.NameOf(request.FileName) is not { } name) return Problems.Invalid([new("fileName", "The file has no name.")]);
        if (FileRules.MediaTypeOf(name) is null) return Problems.Invalid([new("fileName", FileRules.Refuse(name, [])!)]);
        if (request.Size <= 0) return Problems.Invalid([new("size", $"'{name}' is empty.")]);

        return await receive.BeginAsync(http.Actor, name, request.Size, stop) is { } upload
            ? TypedResults.Created($"/api/evidence/uploads/{upload.Id}", View(new(upload, [])))
            : Problems.TooLarge($"A file has at most {EvidenceWords.Size(store.MaxBytes)}, and at most {ReceiveParts.MostAtOnce} files are sent at once.");
    }

    private static async Task<Results<Ok<UploadView>, ProblemHttpResult>> Read(Guid id, HttpContext http, ReceiveParts receive, CancellationToken stop) =>
        await receive.ReadAsync(http.Actor, id, stop) is { } progress ? TypedResults.Ok(View(progress)) : Forgotten();

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> Put(Guid id, int number, HttpContext http, ReceiveParts receive, CancellationToken stop) =>
        await receive.PutAsync(http.Actor, id, number, http.Request.Body, stop) switch
        {
            ReceiveParts.PartOutcome.Stored => TypedResults.NoContent(),
            ReceiveParts.PartOutcome.WrongSize => Problems.Invalid([new("number", $"Part {number} is not as long as it has to be: the file changed, or the line broke. Send it again.")]),
            _ => Forgotten(),
        };

    private static async Task<Results<Created<EvidenceApi.AddedView>, Ok<EvidenceApi.AddedView>, ValidationProblem, ProblemHttpResult>> Finish(
        Guid id, Guid? item, [AsParameters] EvidenceSent sent, HttpContext http, ReceiveParts receive, AddEvidence add, ReadEvidence read, CancellationToken stop)
    {
        if (await receive.ReadAsync(http.Actor, id, stop) is not { } progress) return Forgotten();
        if (!progress.IsWhole) return Problems.Conflict("upload-incomplete", $"{progress.Have.Count} of {progress.Upload.Parts} parts are there. Send the others first.");

        var filing = sent.ToFiling();
        if (item is { } of)
        {
            if (await read.RunAsync(http.Actor, of, stop) is not { } found) return EvidenceApi.Missing();
            filing = filing with { Kind = found.Item.Kind, Controls = found.Controls, Criteria = found.Criteria };
        }

        await using var content = await receive.OpenAsync(http.Actor, id, stop);
        if (content is null) return Forgotten();

        var collected = http.Actor.IsService ? sent.ToCollected(http.Actor) : Collected.Upload;
        var outcome = await add.RunAsync(http.Actor, item, new(progress.Upload.FileName, content, sent.Sha256?.ToLowerInvariant()), filing, collected, stop);
        if (outcome is AddEvidence.Outcome.Added or AddEvidence.Outcome.AlreadyThere) await receive.DropAsync(http.Actor.Organization, id, stop);

        return EvidenceApi.Answer(outcome);
    }

    private static UploadView View(ReceiveParts.Progress progress) =>
        new(progress.Upload.Id, progress.Upload.FileName, progress.Upload.Size, Upload.PartBytes, progress.Upload.Parts, progress.Have);

    private static ProblemHttpResult Forgotten() => Problems.NotFound("There is no such upload or part. What is not finished within a day is forgotten; begin again.");
}
