namespace Assay.SignOn;

/// <summary>The <c>SignOn</c> section of the settings file: what the server may be made to call by whoever sets up a provider.</summary>
public sealed class SignOnOptions
{
    public Reach Reach { get; set; } = Reach.Network;
}
