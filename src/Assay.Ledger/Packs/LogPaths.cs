namespace Assay.Ledger;

/// <summary>How the files of an exported log are called. The tiles and bundles have their C2SP names.</summary>
public static class LogPaths
{
    /// <summary>The first public key, then a note for each later one.</summary>
    public const string Keys = "keys";

    public const string Checkpoint = "checkpoint";

    /// <summary>Every checkpoint that was signed, one JSON object a line.</summary>
    public const string History = "checkpoints.jsonl";

    /// <summary>The entries as the database's columns have them, one JSON object a line; what is not numbered stands at the end.</summary>
    public const string Index = "index.jsonl";

    public const string ReadMe = "README.txt";
}
