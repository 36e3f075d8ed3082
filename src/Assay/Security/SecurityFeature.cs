using Assay.Gaps;

namespace Assay.Security;

/// <summary>The state of the installation itself.</summary>
public static class SecurityFeature
{
    public static void AddSecurity(this IServiceCollection services)
    {
        services.AddScoped<ReadSecurity>();
        services.AddScoped<IControlRecords, SecurityRecords>();
        services.AddSettings("Security of this installation", "/settings/security",
            "Second factors, accounts that nobody uses, failed sign-ins, tokens that end, the key under which secrets lie: what an auditor asks of any system, asked of Assay.", Permission.ReadSecurity);
    }
}
