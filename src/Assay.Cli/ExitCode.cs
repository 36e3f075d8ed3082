namespace Assay.Cli;

/// <summary>What a script may rely on.</summary>
internal static class ExitCode
{
    public const int Yes = 0;

    /// <summary>The question was answered, and the answer is no: a check failed, a gate is shut.</summary>
    public const int No = 1;

    /// <summary>The command or what it was given cannot be used as it stands.</summary>
    public const int Usage = 2;

    /// <summary>Our fault, or something that could not be reached.</summary>
    public const int Internal = 3;
}
