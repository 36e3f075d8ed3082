using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace Assay.Secrets;

/// <summary>What is secret in the database, and the key outside of it under which it lies.</summary>
public static class SecretsFeature
{
    public static void AddSecrets(this IServiceCollection services)
    {
        services.AddSingleton<InstallationKeys>();
        services.AddSingleton<KeySource>();
        services.AddSingleton<OpenKeys>();
        services.AddSingleton<RotateKey>();
        services.AddSingleton<SealedSecrets>();
        services.AddSingleton(s => new ReadKey(s.GetRequiredService<InstallationKeys>(), s.GetRequiredService<KeySource>(), s.GetRequiredService<DatabaseSources>()));

        services.AddDataProtection().SetApplicationName("Assay");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(s => new ConfigureOptions<KeyManagementOptions>(o =>
        {
            o.XmlRepository = new KeyRing(s.GetRequiredService<DatabaseSources>());
            o.XmlEncryptor = new SealKeyXml(s.GetRequiredService<InstallationKeys>());
        }));
    }

    /// <exception cref="StartRefusedException">The key is missing, or is another than the one that sealed the database.</exception>
    public static Task OpenKeysAsync(this WebApplication app) => app.Services.GetRequiredService<OpenKeys>().RunAsync(app.Lifetime.ApplicationStopping);

    /// <summary>The whole of <c>assay rotate-key</c>.</summary>
    public static async Task<int> RotateKeyAsync(this WebApplication app)
    {
        var id = await app.Services.GetRequiredService<RotateKey>().RunAsync(app.Lifetime.ApplicationStopping);
        Console.WriteLine($"The installation has a new key, {id}; everything that was sealed lies under it now.");
        return 0;
    }
}
