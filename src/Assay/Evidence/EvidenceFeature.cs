using Assay.Blobs;
using Assay.Gaps;
using Assay.Jobs;
using Assay.Today;
using Microsoft.AspNetCore.Mvc;

namespace Assay.Evidence;

/// <summary>The vault: what shows each control at work, for which days, and who looked at it.</summary>
public static class EvidenceFeature
{
    public static void AddEvidence(this IServiceCollection services)
    {
        services.AddScoped<KeepEvidence>();
        services.AddScoped<AddEvidence>();
        services.AddScoped<ReviewEvidence>();
        services.AddScoped<LinkEvidence>();
        services.AddScoped<ListEvidence>();
        services.AddScoped<ReadEvidence>();
        services.AddScoped<VerifyEvidence>();
        services.AddScoped<PackEvidence>();
        services.AddScoped<ReadCoverage>();
        services.AddScoped<SetZone>();
        services.AddScoped<RemindOwners>();
        services.AddScoped<ListReminders>();
        services.AddJob<EvidenceReminderJob>(EvidenceReminderJob.Name, TimeSpan.FromHours(1));
        services.AddJob<EvidenceUpkeepJob>(EvidenceUpkeepJob.Name, TimeSpan.FromDays(1));
        services.AddScoped<ReadEvidencePlan>();
        services.AddScoped<CountByType>();
        services.AddScoped<ReadDocumentClasses>();
        services.AddScoped<ReadRequests>();
        services.AddSingleton<MatchRequests>();
        services.AddRegister<EvidenceRequest, EvidenceRequestsRegister>();
        services.AddScoped<IControlRecords, EvidenceRecords>();
        services.AddScoped<IToday, EvidenceToday>();
        services.AddNavigation("Evidence", "evidence", "file-certificate");
    }

    public static void MapEvidence(this IEndpointRouteBuilder routes)
    {
        var store = routes.ServiceProvider.GetRequiredService<StoreBlob>();

        routes.MapGroup("/api/evidence").WithTags("Evidence").MapEvidenceApi(store.MaxBytes);
        routes.MapRegister<EvidenceRequest>();
        routes.MapGet("/evidence/plan/export", ExportPlan.Run).Needs(Permission.ReadEvidence).ExcludeFromDescription();
        routes.MapPost("/evidence/upload", UploadEvidence.Post).Needs(Permission.AddEvidence).ExcludeFromDescription()
            .WithMetadata(new RequestSizeLimitAttribute(store.MaxBytes + BlobOptions.MebiByte));
        routes.MapGet("/evidence/{id:guid}/versions/{number:int}/file", EvidenceDownload.Run).Needs(Permission.ReadEvidence).ExcludeFromDescription();
    }
}
