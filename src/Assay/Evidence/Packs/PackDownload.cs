namespace Assay.Evidence;

/// <summary>Gives the pack out while it is made.</summary>
internal static class PackDownload
{
    public static async Task<IResult> Run(DateOnly? from, DateOnly? to, string? control, HttpContext http, PackEvidence pack, TimeProvider clock, CancellationToken stop)
    {
        PackEvidence.Query query = new(from, to, string.IsNullOrWhiteSpace(control) ? null : control.Trim().ToUpperInvariant());
        if (await pack.CountAsync(http.Actor, query, stop) == 0) return Problems.NotFound("No accepted evidence fits: a pack holds only what a second person accepted, for days within the period.");

        var frame = http.Frame!;
        PackEvidence.Company company = new(frame.Organization, frame.IsSample);
        return TypedResults.Stream(to => pack.RunAsync(http.Actor, company, query, to, http.RequestAborted), "application/zip", $"evidence{(company.IsSample ? "-SAMPLE" : "")}-{clock.Today:yyyy-MM-dd}.zip");
    }
}
