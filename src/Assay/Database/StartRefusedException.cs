namespace Assay.Database;

/// <summary>The program cannot start, for a reason that the person who started it can mend. Shown as a sentence, without a trace.</summary>
public sealed class StartRefusedException(string message, Exception? cause = null) : Exception(message, cause);
