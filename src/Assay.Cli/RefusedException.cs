namespace Assay.Cli;

/// <summary>What was asked for cannot be done with what was given; the message tells the person what to change.</summary>
internal sealed class RefusedException(string message) : Exception(message);
