namespace Assay.SignOn;

/// <summary>The <c>SignOn</c> section of the settings file: what the server may be made to call by whoever sets up a provider.</summary>
public sealed class SignOnOptions
{
    public Reach Reach { get; set; } = Reach.Network;
}

/// <summary>Which addresses a provider may have.</summary>
public enum Reach
{
    /// <summary>The public internet only: for whoever hosts organisations that need not trust each other.</summary>
    Public,

    /// <summary>The company's network as well, but nothing link-local, where clouds hand out the machine's own keys.</summary>
    Network,

    /// <summary>Everything.</summary>
    Any,
}
