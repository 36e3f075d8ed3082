using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Assay.Registers;

/// <summary>Where the pages of a register answer: list, row, form, removal. Every form is post, redirect, get.</summary>
internal static class RegisterPages<TRow> where TRow : class, IRegisterRow, new()
{
    public static void Map(RouteGroupBuilder pages, Register<TRow> register)
    {
        pages.MapGet("/", Handler.Of(List)).Needs(register.Reading);
        pages.MapGet("/new", Handler.Of(New)).Needs(register.Editing);
        pages.MapPost("/new", Handler.Of(Add)).Needs(register.Editing);
        pages.MapGet("/{id:guid}", Handler.Of(Row)).Needs(register.Reading);
        pages.MapGet("/{id:guid}/edit", Handler.Of(Edit)).Needs(register.Editing);
        pages.MapPost("/{id:guid}/edit", Handler.Of(Change)).Needs(register.Editing);
        pages.MapGet("/{id:guid}/remove", Handler.Of(AskRemoval)).Needs(register.Editing);
        pages.MapPost("/{id:guid}/remove", Handler.Of(Remove)).Needs(register.Editing);
    }

    private static async Task<IResult> List(HttpContext http, Register<TRow> register, ListRows<TRow> list, CancellationToken stop)
    {
        var query = RegisterQuery.Of(register, http.Request.Query);
        var result = await list.RunAsync(http.Actor, query, stop);

        return Page<RegisterListPage<TRow>>(new { Register = register, Query = query, Result = result });
    }

    private static async Task<IResult> Row(Guid id, HttpContext http, Register<TRow> register, ReadRow<TRow> read, CancellationToken stop) =>
        await read.RunAsync(http.Actor, id, stop) is { } found
            ? Page<RegisterRowPage<TRow>>(new { Register = register, Found = found })
            : TypedResults.NotFound();

    private static RazorComponentResult New(Register<TRow> register, HttpContext http)
    {
        // A link may fill the form: "add the system that these accounts name".
        var texts = register.Columns.Where(c => c.IsTyped).ToDictionary(c => c.Key, c => http.Request.Query[c.Key].ToString() is { Length: > 0 } given ? given : c.Initial);
        return Form(register, null, null, texts, []);
    }

    private static async Task<IResult> Edit(Guid id, HttpContext http, Register<TRow> register, ReadRow<TRow> read, CancellationToken stop) =>
        await read.RunAsync(http.Actor, id, stop) is { Row: var row }
            ? Form(register, row, row.Version, RowChange.Before(register, row), [])
            : TypedResults.NotFound();

    private static async Task<IResult> Add([FromForm] IFormCollection form, HttpContext http, Register<TRow> register, SaveRow<TRow> save, CancellationToken stop)
    {
        var texts = Texts(register, form);

        return await save.RunAsync(http.Actor, null, null, texts, stop) switch
        {
            SaveRow<TRow>.Outcome.Saved saved => TypedResults.LocalRedirect($"/{register.Words.Path}/{saved.Id}"),
            SaveRow<TRow>.Outcome.Refused refused => Form(register, null, null, texts, refused.Errors),
            _ => TypedResults.NotFound(),
        };
    }

    private static async Task<IResult> Change(
        Guid id, [FromForm] IFormCollection form, HttpContext http, Register<TRow> register, ReadRow<TRow> read, SaveRow<TRow> save, CancellationToken stop)
    {
        var texts = Texts(register, form);
        var version = int.TryParse(form["version"], out var edited) ? edited : 0;
        var outcome = await save.RunAsync(http.Actor, id, version, texts, stop);

        if (outcome is SaveRow<TRow>.Outcome.Saved) return TypedResults.LocalRedirect($"/{register.Words.Path}/{id}");
        if (await read.RunAsync(http.Actor, id, stop) is not { Row: var row }) return TypedResults.NotFound();

        return outcome is SaveRow<TRow>.Outcome.Refused refused
            ? Form(register, row, version, texts, refused.Errors)
            : Form(register, row, row.Version, texts, Stale(register, row, texts));
    }

    private static async Task<IResult> AskRemoval(Guid id, HttpContext http, Register<TRow> register, ReadRow<TRow> read, CancellationToken stop) =>
        await read.RunAsync(http.Actor, id, stop) is { Row: var row }
            ? Page<RegisterRemovePage<TRow>>(new { Register = register, Row = row, Reason = "", Error = (string?)null })
            : TypedResults.NotFound();

    private static async Task<IResult> Remove(
        Guid id, [FromForm] IFormCollection form, HttpContext http, Register<TRow> register, ReadRow<TRow> read, RemoveRow<TRow> remove, CancellationToken stop)
    {
        var outcome = await remove.RunAsync(http.Actor, id, null, form["reason"].ToString(), stop);

        if (outcome is RemoveRow<TRow>.Outcome.Removed) return TypedResults.LocalRedirect($"/{register.Words.Path}");
        if (await read.RunAsync(http.Actor, id, stop) is not { Row: var row }) return TypedResults.NotFound();

        var error = outcome switch
        {
            RemoveRow<TRow>.Outcome.Named => $"Other records name this {register.Words.One}. Change or remove them first.",
            RemoveRow<TRow>.Outcome.Stale => "Somebody else saved it in the same moment. Look at it again.",
            _ => $"Say why, in at most {RemoveRow<TRow>.MaxReasonLength} characters; the ledger keeps it.",
        };

        return Page<RegisterRemovePage<TRow>>(new { Register = register, Row = row, Reason = form["reason"].ToString(), Error = error }, StatusCodes.Status400BadRequest);
    }

    private static Dictionary<string, string> Texts(Register<TRow> register, IFormCollection form) =>
        register.Columns.Where(c => c.IsTyped && form.ContainsKey(c.Key)).ToDictionary(c => c.Key, c => form[c.Key].ToString());

    // The second to save sees what the first wrote, beside what they typed themselves.
    private static FormError[] Stale(Register<TRow> register, TRow row, Dictionary<string, string> texts) =>
    [
        new(null, "Somebody else saved this while you were editing. What you typed is still here; saving again replaces their values."),
        .. register.Columns
            .Where(c => texts.TryGetValue(c.Key, out var typed) && typed != c.Text(row))
            .Select(c => new FormError(c.Key, $"{c.Title} is now '{c.Text(row)}'.")),
    ];

    private static RazorComponentResult Form(Register<TRow> register, TRow? row, int? version, IReadOnlyDictionary<string, string> texts, IReadOnlyList<FormError> errors) =>
        Page<RegisterFormPage<TRow>>(new { Register = register, Row = row, Version = version, Texts = texts, Errors = errors },
            errors is [] ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);

    private static RazorComponentResult Page<TPage>(object parameters, int status = StatusCodes.Status200OK) where TPage : IComponent =>
        new(typeof(TPage), parameters) { StatusCode = status };
}
