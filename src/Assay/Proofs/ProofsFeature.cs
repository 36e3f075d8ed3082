using Assay.Jobs;

namespace Assay.Proofs;

/// <summary>The ledger as people and auditors see it: its pages, its proofs, its export, and the check that nobody tampered with it.</summary>
public static class ProofsFeature
{
    /// <summary>The HTTP client that speaks to the world outside: short of patience, because a job waits for it.</summary>
    internal const string Client = "ledger-publication";

    public static void AddProofs(this IServiceCollection services)
    {
        services.AddSingleton<ReadLog>();
        services.AddSingleton<ProveEntry>();
        services.AddSingleton(s => new ProveEntries(s.GetRequiredService<Tenancy>(), s.GetRequiredService<NumberEntries>()));
        services.AddSingleton<ExportLog>();
        services.AddSingleton<CheckLog>();
        services.AddSingleton<EraseSubject>();
        services.AddSingleton(s => new RotateLogKey(s.GetRequiredService<Tenancy>(), s.GetRequiredService<LogKeys>()));
        services.AddScoped<ListEntries>();
        services.AddScoped<ReadEntry>();
        services.AddJob<LedgerCheckJob>(LedgerCheckJob.Name, TimeSpan.FromDays(1));

        services.AddHttpClient(Client, http => http.Timeout = TimeSpan.FromSeconds(20));
        services.AddSingleton<TimestampAuthority>();
        services.AddSingleton<IPublication, PublishToFolder>();
        services.AddSingleton<IPublication, PublishToWebhook>();
        services.AddSingleton<IPublication, PublishToGit>();
        services.AddJob<PublishCheckpoints>("checkpoint-publication", TimeSpan.FromSeconds(10));
        services.AddSettings("Erasure from the ledger", "/ledger/erasures",
            "People who ask to be forgotten: their words become unreadable, and every proof still holds.", Permission.EraseSubjects);
        services.AddNavigation("Ledger", "ledger", "list-check");
    }

    public static void MapProofs(this IEndpointRouteBuilder routes) => routes.MapLedger();
}
