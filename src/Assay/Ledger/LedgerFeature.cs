namespace Assay.Ledger;

/// <summary>What happened, in order: entries that commit with what they tell of, and the numbers they get.</summary>
public static class LedgerFeature
{
    public static void AddLedger(this IServiceCollection services, ServerRole roles)
    {
        services.AddOptions<LedgerOptions>().BindConfiguration("Ledger").ValidateDataAnnotations().ValidateOnStart();

        services.AddSingleton<Sealing>();
        services.AddSingleton<LogKeys>();
        services.AddSingleton<NumberEntries>();
        services.AddSingleton<AppendEntries>();
        services.AddSingleton<Sequencer>();
        if (roles.HasFlag(ServerRole.Jobs)) services.AddHostedService(s => s.GetRequiredService<Sequencer>());
    }
}
