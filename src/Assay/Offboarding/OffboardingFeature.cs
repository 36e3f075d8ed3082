namespace Assay.Offboarding;

/// <summary>How an organisation leaves: with everything that it holds here, and without a trace but a receipt.</summary>
public static class OffboardingFeature
{
    public static void AddOffboarding(this IServiceCollection services)
    {
        services.AddScoped<ExportOrganization>();
        services.AddScoped<DeleteOrganization>();
        services.AddScoped<ReadReceipt>();
        services.AddSettings("Your organisation's data", "/settings/data",
            "All that you hold here, as files that open without Assay, and its deletion. What is deleted cannot be brought back.", Permission.ExportOrganization);
    }

    public static void MapOffboarding(this IEndpointRouteBuilder routes)
    {
        var organization = routes.MapGroup("/api/organization").WithTags("Organisation");

        organization.MapGet("/export", OffboardingApi.ExportAsync).Needs(Permission.ExportOrganization)
            .WithSummary("Everything that the organisation holds, as a ZIP archive of JSON lines").WithDescription("One file for each table, the ledger among them, each file of evidence under its digest, and manifest.json with rows and SHA-256 of each, and what was left out and why: secrets, and what is gone within a day.")
            .Produces(StatusCodes.Status200OK, contentType: "application/zip");
        organization.MapPost("/deletion", OffboardingApi.DeleteAsync).Needs(Permission.DeleteOrganization)
            .WithSummary("Deletes the organisation whole").WithDescription("name must be the organisation's own name, and reason says why. The answer is the receipt, which is all that remains.")
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesValidationProblem();
        organization.MapGet("/receipts/{id:guid}", OffboardingApi.ReceiptAsync).AllowAnonymous()
            .WithSummary("The receipt of a deletion").WithDescription("Open to whoever knows its id, because nobody can sign in to an organisation that is gone.");
    }
}
