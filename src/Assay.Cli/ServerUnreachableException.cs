namespace Assay.Cli;

/// <summary>The server was not reached, or has a fault of its own; the same command may work later.</summary>
internal sealed class ServerUnreachableException(string message, Exception? cause = null) : Exception(message, cause);
