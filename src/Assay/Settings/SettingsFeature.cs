namespace Assay.Settings;

/// <summary>Where one finds every setting, with what it protects.</summary>
public static class SettingsFeature
{
    public static void AddSettingsPages(this IServiceCollection services) => services.AddNavigation("Settings", "settings", "settings");
}
