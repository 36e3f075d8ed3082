namespace Assay.Identity;

/// <summary>Why a session ended before it lapsed.</summary>
public enum SessionEnd
{
    SignedOut,

    /// <summary>Ended from another browser of the same person.</summary>
    Revoked,

    /// <summary>The same browser signed in anew, or proved a second factor.</summary>
    Replaced,

    /// <summary>The person had too many.</summary>
    TooMany,

    PasswordChanged,
    FactorsReset,

    /// <summary>The company's directory, or a manager, says that the person is no longer there.</summary>
    Deprovisioned,
}
