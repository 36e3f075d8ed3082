using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Assay.Registers;

/// <summary>A register for programs. A row is an object of texts by column key, exactly as the files carry it.</summary>
internal static class RegisterApi<TRow> where TRow : class, IRegisterRow, new()
{
    private const string _stale = "Somebody else saved this row since you read it. Read it again.";

    /// <param name="Next">Send it back as <c>after</c> for the next page; null on the last.</param>
    public sealed record RowPage(IReadOnlyList<Dictionary<string, string>> Rows, int Total, string? Next);

    public static void Map(RouteGroupBuilder api, Register<TRow> register)
    {
        var words = register.Words;

        api.MapGet("/", Handler.Of(List)).Needs(register.Reading).WithSummary($"List {words.Many}, 100 at a time.");
        api.MapGet("/{id:guid}", Handler.Of(Row)).Needs(register.Reading).WithSummary($"Read one {words.One}.").ProducesProblem(404);
        api.MapPost("/", Handler.Of(Add)).Needs(register.Editing).WithSummary($"Add {words.An}.").ProducesProblem(400);
        api.MapPut("/{id:guid}", Handler.Of(Change)).Needs(register.Editing).WithSummary($"Change {words.An}. Fields that are left out keep their values.").ProducesProblem(404).ProducesProblem(409).ProducesProblem(412);
        api.MapDelete("/{id:guid}", Handler.Of(Remove)).Needs(register.Editing).WithSummary($"Remove {words.An}. The ledger keeps the reason.").ProducesProblem(404).ProducesProblem(409).ProducesProblem(412);
        api.MapPost("/import", Handler.Of(Import)).Needs(register.Editing).WithSummary($"Take a CSV, XLSX or JSON file into the register: all of it, or nothing. {FileLimits.Words}")
            .Accepts<string>("text/csv", "application/json", "application/octet-stream")
            .WithMetadata(new RequestSizeLimitAttribute(FileLimits.MaxBytes)).ProducesProblem(413);
        api.MapGet("/export", Handler.Of(RegisterFiles<TRow>.Export)).Needs(register.Reading).WithSummary($"All {words.Many} as csv, xlsx or json.");
    }

    private static async Task<Ok<RowPage>> List(HttpContext http, Register<TRow> register, ListRows<TRow> list, CancellationToken stop)
    {
        var found = await list.RunAsync(http.Actor, RegisterQuery.Of(register, http.Request.Query), stop);
        return TypedResults.Ok(new RowPage([.. found.Rows.Select(r => Texts(register, r))], found.Total, found.Next));
    }

    private static async Task<Results<Ok<Dictionary<string, string>>, ProblemHttpResult>> Row(
        Guid id, HttpContext http, Register<TRow> register, ReadRow<TRow> read, CancellationToken stop) =>
        await read.RunAsync(http.Actor, id, stop) is { Row: var row } ? TypedResults.Ok(Shown(http, register, row)) : Missing(register);

    private static async Task<Results<Created<Dictionary<string, string>>, ValidationProblem, ProblemHttpResult>> Add(
        Dictionary<string, string?> body, HttpContext http, Register<TRow> register, SaveRow<TRow> save, ReadRow<TRow> read, CancellationToken stop) =>
        await save.RunAsync(http.Actor, null, null, Given(body), stop) switch
        {
            SaveRow<TRow>.Outcome.Saved { Id: var id } when await read.RunAsync(http.Actor, id, stop) is { Row: var row } =>
                TypedResults.Created($"/api/{register.Words.Path}/{id}", Shown(http, register, row)),
            SaveRow<TRow>.Outcome.Refused refused => Problems.Invalid(refused.Errors),
            _ => Missing(register),
        };

    private static async Task<Results<Ok<Dictionary<string, string>>, ValidationProblem, ProblemHttpResult>> Change(
        Guid id, Dictionary<string, string?> body, HttpContext http, Register<TRow> register, SaveRow<TRow> save, ReadRow<TRow> read, CancellationToken stop)
    {
        int? version = http.ExpectedVersion ?? (int.TryParse(body.GetValueOrDefault("version"), out var edited) ? edited : null);

        return await save.RunAsync(http.Actor, id, version, Given(body), stop) switch
        {
            SaveRow<TRow>.Outcome.Saved when await read.RunAsync(http.Actor, id, stop) is { Row: var row } => TypedResults.Ok(Shown(http, register, row)),
            SaveRow<TRow>.Outcome.Refused refused => Problems.Invalid(refused.Errors),
            SaveRow<TRow>.Outcome.Stale => http.Overtaken("stale", _stale),
            _ => Missing(register),
        };
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> Remove(
        Guid id, string? reason, HttpContext http, Register<TRow> register, RemoveRow<TRow> remove, CancellationToken stop) =>
        await remove.RunAsync(http.Actor, id, http.ExpectedVersion, reason ?? "", stop) switch
        {
            RemoveRow<TRow>.Outcome.Removed => TypedResults.NoContent(),
            RemoveRow<TRow>.Outcome.NoReason => Problems.Invalid([new("reason", $"Say why, in at most {RemoveRow<TRow>.MaxReasonLength} characters; the ledger keeps it.")]),
            RemoveRow<TRow>.Outcome.Stale => http.Overtaken("stale", _stale),
            RemoveRow<TRow>.Outcome.Named => Problems.Conflict("still-named", "Other records name this row. Change or remove them first."),
            _ => Missing(register),
        };

    /// <summary>The report says what was done, or what is wrong; 400 where anything is.</summary>
    private static async Task<Results<Ok<ImportReport>, BadRequest<ImportReport>, ValidationProblem, ProblemHttpResult>> Import(
        HttpContext http, ImportRows<TRow> import, CancellationToken stop, string fileName = "import.csv", bool dryRun = false)
    {
        // A page elsewhere can make a browser send text/plain with our cookie, but none of these.
        if (http.Request.ContentType?.Split(';')[0].Trim() is not ("text/csv" or "application/json" or "application/octet-stream"
            or "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))
            return Problems.Invalid([new("Content-Type", "Send text/csv, application/json or application/octet-stream.")]);

        using var content = new MemoryStream();
        await http.Request.Body.CopyToAsync(content, stop);

        var report = await import.RunAsync(http.Actor, fileName, content.ToArray(), dryRun, stop);
        return report.IsGood ? TypedResults.Ok(report) : TypedResults.BadRequest(report);
    }

    private static ProblemHttpResult Missing(Register<TRow> register) => Problems.NotFound($"There is no such {register.Words.One}.");

    private static Dictionary<string, string> Given(Dictionary<string, string?> body) => body.ToDictionary(p => p.Key, p => p.Value ?? "");

    private static Dictionary<string, string> Shown(HttpContext http, Register<TRow> register, TRow row)
    {
        http.ShowVersion(row.Version);
        return Texts(register, row);
    }

    private static Dictionary<string, string> Texts(Register<TRow> register, TRow row) =>
        new(register.Columns.Select(c => KeyValuePair.Create(c.Key, c.Text(row))))
        {
            ["id"] = row.Id.ToString(),
            ["version"] = $"{row.Version}",
        };
}
