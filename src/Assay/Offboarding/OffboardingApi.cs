using Assay.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assay.Offboarding;

/// <summary>Where an organisation's data goes out, and where it ends.</summary>
internal static class OffboardingApi
{
    public static PushStreamHttpResult ExportAsync(HttpContext http, ExportOrganization export, TimeProvider clock)
    {
        var (actor, name, stop) = (http.Actor, http.Frame!.Organization, http.RequestAborted);
        return http.Archive($"assay-{actor.Organization.Value:n}-{clock.Today:yyyy-MM-dd}.zip", to => export.RunAsync(actor, name, to, stop));
    }

    public static async Task<Results<Ok<ReadReceipt.View>, ProblemHttpResult>> DeleteAsync(
        DeleteOrganization.Request request, DeleteOrganization delete, HttpContext http, CancellationToken stop) =>
        await delete.RunAsync(http.Actor, request, stop) switch
        {
            DeleteOrganization.Outcome.Deleted deleted => TypedResults.Ok(ReadReceipt.View.Of(deleted.Receipt)),
            DeleteOrganization.Outcome.NameDiffers => Problems.Conflict("name-differs", "The name is not that of your organisation, so nothing was deleted."),
            _ => Problems.NotFound("Your organisation is gone already."),
        };

    public static async Task<Results<Ok<ReadReceipt.View>, ProblemHttpResult>> ReceiptAsync(Guid id, ReadReceipt read, CancellationToken stop) =>
        await read.RunAsync(id, stop) is { } receipt ? TypedResults.Ok(receipt) : Problems.NotFound("There is no such receipt.");
}
