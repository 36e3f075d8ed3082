using Assay.Jobs;
using Assay.Models;
using Assay.Today;

namespace Assay.Gate;

/// <summary>The gate before production: its rules, who may approve, what was let through and what was not.</summary>
public static class GateFeature
{
    public static void AddGate(this IServiceCollection services)
    {
        services.AddOptions<GateOptions>().BindConfiguration("Gate").ValidateDataAnnotations().ValidateOnStart();
        services.AddScoped<JudgeVersion>();
        services.AddScoped<CheckVersion>();
        services.AddScoped<GoLive>();
        services.AddScoped<PromoteVersion>();
        services.AddScoped<PromoteInEmergency>();
        services.AddScoped<ReviewEmergency>();
        services.AddScoped<ApproveVersion>();
        services.AddScoped<ProposeRules>();
        services.AddScoped<ApproveRules>();
        services.AddScoped<ReadRules>();
        services.AddScoped<RollBack>();
        services.AddScoped<RecordPostTests>();
        services.AddScoped<RetireVersion>();
        services.AddScoped<MoveVersion>();
        services.AddScoped<ReadReleases>();
        services.AddScoped<ReadVersionGate>();
        services.AddScoped<NameOutsideReviewer>();
        services.AddScoped<DecideFromOutside>();
        services.AddScoped<ReadTrace>();
        services.AddScoped<IProgramNames, ReviewerNames>();
        services.AddScoped<ReportRunning>();
        services.AddScoped<IToday, GateToday>();
        services.AddScoped<IToday, UngatedToday>();
        services.AddScoped<IFollowModels, FollowNames>();
        services.AddJob<OverdueWatch>(OverdueWatch.Name, TimeSpan.FromMinutes(15));
        services.AddJob<FileGateEvidence>(FileGateEvidence.Name, TimeSpan.FromMinutes(1));
    }

    public static void MapGate(this IEndpointRouteBuilder routes)
    {
        routes.MapGroup("/api/models/{name}").WithTags("Gate").MapVersionGate();
        routes.MapGroup("/api/gate").WithTags("Gate").MapRuleApi();
    }
}
