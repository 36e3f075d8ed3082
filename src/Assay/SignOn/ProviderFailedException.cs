namespace Assay.SignOn;

/// <summary>A provider cannot be used: it does not answer, or not as the protocol says.</summary>
/// <remarks>An exception, because it arises deep within calls; each door to it catches it and says so in a sentence.</remarks>
public sealed class ProviderFailedException(string reason, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>One word for the ledger, such as <c>issuer_differs</c>.</summary>
    public string Reason { get; } = reason;
}
