namespace Assay.Blobs;

/// <summary>What is kept is not what was stored: missing, cut short, changed or put in another order.</summary>
public sealed class BlobDamagedException(string message, Exception? cause = null) : IOException(message, cause);
