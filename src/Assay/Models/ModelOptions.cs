using System.ComponentModel.DataAnnotations;

namespace Assay.Models;

/// <summary>The <c>Models</c> section: which words mean production, and how large an artifact may be.</summary>
public sealed class ModelOptions
{
    /// <summary>Setting one of these puts a version into production, so it asks the gate. The stage Production always does.</summary>
    public IList<string> ProductionAliases { get; } = [];

    private static readonly string[] _usual = ["production", "prod", "champion"];

    /// <summary>The largest artifact that is taken in to be scanned.</summary>
    [Range(1, long.MaxValue)]
    public long MaxArtifactBytes { get; set; } = 8L * 1024 * 1024 * 1024;

    public bool MeansProduction(string alias) => (ProductionAliases.Count > 0 ? ProductionAliases : _usual).Contains(alias, StringComparer.OrdinalIgnoreCase);
}
