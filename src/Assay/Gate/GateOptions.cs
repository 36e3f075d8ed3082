using System.ComponentModel.DataAnnotations;

namespace Assay.Gate;

/// <summary>The <c>Gate</c> section: by when what follows a deployment must be done.</summary>
public sealed class GateOptions
{
    public const string Production = "production";

    /// <summary>Hours after a deployment by which it must have been tested where it runs.</summary>
    [Range(1, 24 * 30)]
    public int PostTestHours { get; set; } = 24;

    /// <summary>Hours after an emergency by which somebody else must have reviewed it.</summary>
    [Range(1, 24 * 14)]
    public int EmergencyReviewHours { get; set; } = 48;
}
