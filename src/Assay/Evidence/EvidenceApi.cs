using System.Diagnostics;
using Assay.Blobs;
using Assay.Catalog.Content;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Assay.Evidence;

/// <summary>The vault for programs. The body is the file itself, so that it streams and any client can send it.</summary>
internal static class EvidenceApi
{
    private const string _binary = "application/octet-stream";

    public sealed record EvidenceLine(
        Guid Id, string Title, string Kind, string Type, string Status, int Latest, int? Counted, DateOnly CoversFrom, DateOnly? CoversTo, string Source, string Collector,
        IReadOnlyList<string> Controls, IReadOnlyList<string> Criteria);

    public sealed record EvidencePageView(IReadOnlyList<EvidenceLine> Items, Guid? Next);

    public sealed record VersionView(
        int Number, string FileName, string Digest, long Size, DateOnly CoversFrom, DateOnly? CoversTo, string Source, string Collector, string Run, string AddedBy, DateTimeOffset AddedAt,
        IReadOnlyList<ReadEvidence.ReviewLine> Reviews);

    public sealed record EvidenceView(
        Guid Id, string Title, string Kind, string Type, string Status, int Latest, int? Counted, DateOnly? StaleAfter,
        IReadOnlyList<string> Controls, IReadOnlyList<string> Criteria, IReadOnlyList<VersionView> Versions);

    /// <param name="Added">False where the same file for the same period was there already.</param>
    public sealed record AddedView(Guid Id, int Number, string Digest, bool Added);

    public static void MapEvidenceApi(this RouteGroupBuilder evidence, long maxBytes)
    {
        evidence.MapGet("/", List).Needs(Permission.ReadEvidence).WithSummary("The vault, the newest first")
            .WithDescription("Filters: control, criterion, type, kind, status (waiting, accepted, returned, stale), from and to (days that it covers), uploaded. Next is the value of after for the page that follows.");
        evidence.MapPost("/", Add).Needs(Permission.AddEvidence).Taking(maxBytes).WithSummary("Add evidence; the body is the file")
            .WithDescription("The same file for the same period is kept once: sending it again answers 200 instead of 201. With sha256, a file that changed on its way is refused.");
        evidence.MapGet("/{id:guid}", Read).Needs(Permission.ReadEvidence).WithSummary("One item with its versions and reviews").ProducesProblem(StatusCodes.Status404NotFound);
        evidence.MapPost("/{id:guid}/versions", AddVersion).Needs(Permission.AddEvidence).Taking(maxBytes).WithSummary("Add the next version; the body is the file").ProducesProblem(StatusCodes.Status404NotFound);
        evidence.MapGet("/{id:guid}/versions/{number:int}/file", EvidenceDownload.Run).Needs(Permission.ReadEvidence).WithSummary("The file of a version")
            .Produces(StatusCodes.Status200OK, contentType: _binary).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        evidence.MapPost("/{id:guid}/reviews", Review).Needs(Permission.ReviewEvidence).WithSummary("Accept a version, or return it with a reason")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        evidence.MapPost("/{id:guid}/links", Link).Needs(Permission.AddEvidence).WithSummary("Say which controls and criteria an item serves").ProducesProblem(StatusCodes.Status404NotFound);
        evidence.MapUploads();
        evidence.MapGet("/coverage", Coverage).Needs(Permission.ReadEvidence).WithSummary("Which months of the window each control has evidence for")
            .WithDescription("From and to set another window than the plan's; both days are in it, in the organisation's zone. Gaps counts the cells that are missing or partial.");
        evidence.MapGet("/pack", PackDownload.Run).Needs(Permission.ExportEvidence).WithSummary("Accepted evidence as a ZIP that proves itself")
            .WithDescription("Filters: control, from and to (days that it covers). 'assay verify' checks it offline. The ledger tells of each pack. A pack that breaks off is none.")
            .Produces(StatusCodes.Status200OK, contentType: "application/zip").ProducesProblem(StatusCodes.Status404NotFound);
        evidence.MapPost("/verification", Verify).Needs(Permission.AddEvidence).WithSummary("Read every stored file and hold it to its digest");
    }

    private static RouteHandlerBuilder Taking(this RouteHandlerBuilder route, long maxBytes) => route
        .Accepts<Stream>(_binary)
        .WithMetadata(new RequestSizeLimitAttribute(maxBytes + 1))       // one more, so that it is we who say how large a file may be
        .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status413PayloadTooLarge);

    private static async Task<Ok<EvidencePageView>> List(HttpContext http, ListEvidence list, CancellationToken stop)
    {
        var found = await list.RunAsync(http.Actor.Organization, EvidenceQuery.Of(http.Request.Query), stop);
        return TypedResults.Ok(new EvidencePageView(
            [.. found.Lines.Select(l => new EvidenceLine(
                l.Item.Id, l.Item.Title, l.Item.Kind.Word(), l.Item.TypeId, l.IsStale ? "stale" : l.Item.Status.Word(), l.Item.Latest, l.Item.Counted,
                l.CoversFrom, Known(l.CoversTo), l.Item.Source.Word(), l.Collector, l.Controls, l.Criteria))],
            found.Next));
    }

    private static Task<Results<Created<AddedView>, Ok<AddedView>, ValidationProblem, ProblemHttpResult>> Add(
        HttpContext http, [AsParameters] EvidenceSent sent, AddEvidence add, CancellationToken stop) => AddAsync(http, null, sent, sent.ToFiling(), add, stop);

    private static async Task<Results<Created<AddedView>, Ok<AddedView>, ValidationProblem, ProblemHttpResult>> AddVersion(
        Guid id, HttpContext http, [AsParameters] EvidenceSent sent, AddEvidence add, ReadEvidence read, CancellationToken stop) =>
        await read.RunAsync(http.Actor, id, stop) is { } found
            ? await AddAsync(http, id, sent, sent.ToFiling() with { Kind = found.Item.Kind, Controls = found.Controls, Criteria = found.Criteria }, add, stop)
            : Missing();

    private static async Task<Results<Created<AddedView>, Ok<AddedView>, ValidationProblem, ProblemHttpResult>> AddAsync(
        HttpContext http, Guid? item, EvidenceSent sent, Filing filing, AddEvidence add, CancellationToken stop) =>
        Answer(await add.RunAsync(http.Actor, item, new(sent.File ?? "", http.Request.Body, sent.Sha256?.ToLowerInvariant()), filing, sent.ToCollected(http.Actor), stop));

    internal static Results<Created<AddedView>, Ok<AddedView>, ValidationProblem, ProblemHttpResult> Answer(AddEvidence.Outcome outcome) =>
        outcome switch
        {
            AddEvidence.Outcome.Added added => TypedResults.Created($"/api/evidence/{added.Id}", new AddedView(added.Id, added.Number, added.Digest, true)),
            AddEvidence.Outcome.AlreadyThere there => TypedResults.Ok(new AddedView(there.Id, there.Number, there.Digest, false)),
            AddEvidence.Outcome.Refused refused => Problems.Invalid(refused.Errors.Select(e => e with { Field = e.Field?.Replace("Form.", "", StringComparison.Ordinal).ToLowerInvariant() })),
            AddEvidence.Outcome.TooLarge large => Problems.TooLarge(large.Message),
            AddEvidence.Outcome.Changed changed => Problems.Conflict("file-changed", $"What came has the digest {changed.Came}, not the one that was named: the file changed on its way. Nothing was kept; send it again."),
            AddEvidence.Outcome.NotFound => Missing(),
            var other => throw new UnreachableException(other.ToString()),
        };

    private static async Task<Results<Ok<EvidenceView>, ProblemHttpResult>> Read(Guid id, HttpContext http, ReadEvidence read, CancellationToken stop) =>
        await read.RunAsync(http.Actor, id, stop) is { Item: var item } found
            ? TypedResults.Ok(new EvidenceView(
                item.Id, item.Title, item.Kind.Word(), item.TypeId, found.IsStale ? "stale" : item.Status.Word(), item.Latest, item.Counted, item.StaleAfter, found.Controls, found.Criteria,
                [.. found.Versions.Select(v => new VersionView(
                    v.Version.Number, v.Version.FileName, v.Version.Digest, v.Version.Size, v.Version.CoversFrom, Known(v.Version.CoversTo),
                    v.Version.Source.Word(), v.Version.Collector, v.Version.Run, v.AddedBy, v.Version.AddedAt, v.Reviews))]))
            : Missing();

    private static async Task<Results<Ok<ReviewEvidence.Outcome.Reviewed>, ValidationProblem, ProblemHttpResult>> Review(
        Guid id, ReviewEvidence.Request request, HttpContext http, ReviewEvidence review, CancellationToken stop) =>
        await review.RunAsync(http.Actor, id, request, stop) switch
        {
            ReviewEvidence.Outcome.Reviewed done => TypedResults.Ok(done),
            ReviewEvidence.Outcome.NotFound => Missing(),
            ReviewEvidence.Outcome.Overtaken => Problems.Conflict("evidence-overtaken", "Somebody reviewed it or added a version at the same moment. Look at it, then decide again."),
            ReviewEvidence.Outcome.ReasonMissing => Problems.Invalid([new("reason", "Say why it is returned; whoever added it reads nothing else.")]),
            ReviewEvidence.Outcome.Refused refused => Problems.Conflict(refused.Rule, refused.Message),
            var other => throw new UnreachableException(other.ToString()),
        };

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> Link(
        Guid id, LinkEvidence.Request request, HttpContext http, LinkEvidence link, CancellationToken stop) =>
        await link.RunAsync(http.Actor, id, request, stop) switch
        {
            LinkEvidence.Outcome.Saved => TypedResults.NoContent(),
            LinkEvidence.Outcome.Refused refused => Problems.Invalid(refused.Errors),
            _ => Missing(),
        };

    private static async Task<Results<Ok<CoverageGrid>, ValidationProblem>> Coverage(DateOnly? from, DateOnly? to, HttpContext http, ReadCoverage read, CancellationToken stop) =>
        await read.RunAsync(http.Actor, http.Frame!, from, to, stop) is { } grid ? TypedResults.Ok(grid) : Problems.Invalid([new("to", ReadCoverage.WindowRule)]);

    private static async Task<Ok<VerifyEvidence.Result>> Verify(HttpContext http, VerifyEvidence verify, CancellationToken stop) =>
        TypedResults.Ok(await verify.RunAsync(http.Actor, stop));

    internal static ProblemHttpResult Missing() => Problems.NotFound("There is no such evidence.");

    private static DateOnly? Known(DateOnly day) => day == DateOnly.MaxValue ? null : day;
}
