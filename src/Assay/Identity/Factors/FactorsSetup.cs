using Microsoft.AspNetCore.Identity;

namespace Assay.Identity;

internal static class FactorsSetup
{
    public static void AddFactors(this IServiceCollection services)
    {
        services.AddSingleton<FactorSecrets>();
        services.AddScoped<ReadFactors>();
        services.AddScoped<FinishEnrolment>();
        services.AddScoped<EnrolAuthenticator>();
        services.AddScoped<ProveSecondFactor>();
        services.AddScoped<RemoveFactor>();
        services.AddScoped<RenewRecoveryCodes>();
        services.AddScoped<ConfirmPassword>();

        services.Configure<IdentityPasskeyOptions>(o =>
        {
            o.UserVerificationRequirement = "required";          // or it would be one factor only
            o.ResidentKeyRequirement = "required";               // so that nobody types an address
        });
        services.AddScoped<IPasskeyHandler<User>, PasskeyHandler<User>>();
        services.AddSingleton<PasskeyCeremony>();
        services.AddScoped<EnrolPasskey>();
        services.AddScoped<RenamePasskey>();
        services.AddScoped<SignInByPasskey>();

        services.AddScoped<AskRecovery>();
        services.AddScoped<StandForMember>();
        services.AddScoped<OpenEnrolmentLink>();
        services.AddScoped<ReadMemberSignIns>();
        services.AddScoped<SetSecondFactorRule>();
        services.AddSettings("Sign-in", "/settings/sign-in",
            "Keeps out whoever has guessed, found or phished a password, and lets those in again who lost their phone.", Permission.RecoverFactors);
    }
}
