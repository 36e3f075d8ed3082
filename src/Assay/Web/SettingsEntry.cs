namespace Assay.Web;

/// <summary>One page of the settings, with what it protects: whoever is to change it shall know what hangs on it.</summary>
/// <param name="Path">With a leading slash, as <c>/settings/tokens</c>.</param>
/// <param name="Protects">A sentence.</param>
/// <param name="Permission">What one needs to be shown it; the page itself says so again.</param>
public sealed record SettingsEntry(string Title, string Path, string Protects, Permission Permission);

public static class SettingsSetup
{
    /// <summary>Lists a page at <c>/settings</c>.</summary>
    public static void AddSettings(this IServiceCollection services, string title, string path, string protects, Permission permission) =>
        services.AddSingleton(new SettingsEntry(title, path, protects, permission));
}
