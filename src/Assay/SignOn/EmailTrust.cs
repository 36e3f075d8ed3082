namespace Assay.SignOn;

/// <summary>Whether an e-mail address in a provider's word says whose account it is.</summary>
public enum EmailTrust
{
    /// <summary>Never: an account is known only by the provider's own id for the person.</summary>
    Never,

    /// <summary>Where the provider says that it verified the address.</summary>
    WhenVerified,

    /// <summary>Always, for a directory that gives out addresses itself and so never says that it verified them.</summary>
    Always,
}
