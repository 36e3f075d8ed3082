using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assay.Datasets;

/// <summary>The page's way to a Croissant description.</summary>
internal static class UploadCroissant
{
    public static async Task<IResult> Post(HttpContext http, IAntiforgery antiforgery, ImportCroissant import, CancellationToken stop)
    {
        var file = await UploadedFile.ReadAsync(http, antiforgery, ImportCroissant.MaxBytes, stop);
        if (file is UploadedFile.Outcome.Foreign) return TypedResults.BadRequest();
        if (file is not UploadedFile.Outcome.Received received) return Again(((UploadedFile.Outcome.Refused)file).Message);

        return await import.RunAsync(http.Actor, Encoding.UTF8.GetString(received.Content), stop) switch
        {
            ImportCroissant.Outcome.Imported done => TypedResults.LocalRedirect($"/datasets/{done.Id}/versions"),
            ImportCroissant.Outcome.NotCroissant wrong => Again(wrong.Message),
            ImportCroissant.Outcome.NameTaken taken => Again($"A dataset named '{taken.Name}' is in the inventory already."),
            var other => throw new System.Diagnostics.UnreachableException(other.ToString()),
        };
    }

    private static RazorComponentResult<CroissantPage> Again(string message) => new(new { Errors = (IReadOnlyList<FormError>)[new FormError("file", message)] }) { StatusCode = StatusCodes.Status400BadRequest };
}
