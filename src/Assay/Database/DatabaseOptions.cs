using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace Assay.Database;

/// <summary>The <c>Assay</c> section, as far as the private database needs it. A wrong value stops the program at start.</summary>
public sealed partial class DatabaseOptions : IValidatableObject
{
    /// <summary>Where everything is kept that has no connection string. Also <c>--data DIR</c>.</summary>
    public string DataFolder { get; set; } = DefaultFolder();

    /// <summary>Settings of the private PostgreSQL that shall differ from ours, as <c>shared_buffers</c>: <c>512MB</c>.</summary>
    public IDictionary<string, string> Postgres { get; } = new Dictionary<string, string>();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrWhiteSpace(DataFolder))
            yield return new("Assay:DataFolder is empty; name a folder.", [nameof(DataFolder)]);

        foreach (var name in Postgres.Keys.Where(k => !SettingName().IsMatch(k)))
            yield return new($"Assay:Postgres names '{name}', which is not a PostgreSQL setting.", [nameof(Postgres)]);
    }

    /// <summary>PostgreSQL refuses to run as root, and the user it runs as instead cannot enter /root.</summary>
    private static string DefaultFolder() => Environment.IsPrivilegedProcess
        ? "/var/lib/assay"
        : Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "assay");

    [GeneratedRegex("^[a-z_]+$", RegexOptions.None, 1000)]
    private static partial Regex SettingName();
}
