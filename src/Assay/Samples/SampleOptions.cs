namespace Assay.Samples;

/// <summary>The <c>Sample</c> section: which made-up company <c>assay demo</c> shows.</summary>
public sealed class SampleOptions
{
    public const string DefaultName = "lumen";

    /// <summary>Its file without the ending, as <c>lumen</c>. Also <c>--sample NAME</c>.</summary>
    public string? Name { get; set; }

    /// <summary>A story to be told in it, as <c>signalshift</c>. Also <c>--story NAME</c>.</summary>
    public string? Story { get; set; }

    /// <summary>Where the answers files lie, with a folder beside each for its other data.</summary>
    public string Folder { get; set; } = Path.Join(AppContext.BaseDirectory, "samples");
}
