using Assay.Jobs;

namespace Assay.Proofs;

/// <summary>The ledger as people and auditors see it: its pages, its proofs, its export, and the check that nobody tampered with it.</summary>
public static class ProofsFeature
{
    public static void AddProofs(this IServiceCollection services)
    {
        services.AddSingleton<ReadLog>();
        services.AddSingleton<ProveEntry>();
        services.AddSingleton<ExportLog>();
        services.AddSingleton<CheckLog>();
        services.AddSingleton<EraseSubject>();
        services.AddSingleton(s => new RotateLogKey(s.GetRequiredService<Tenancy>(), s.GetRequiredService<LogKeys>()));
        services.AddScoped<ListEntries>();
        services.AddScoped<ReadEntry>();
        services.AddJob<LedgerCheckJob>("ledger-check", TimeSpan.FromDays(1));
        services.AddNavigation("Ledger", "ledger", "list-check");
    }

    public static void MapProofs(this IEndpointRouteBuilder routes) => routes.MapLedger();
}
