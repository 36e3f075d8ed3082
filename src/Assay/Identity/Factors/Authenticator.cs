namespace Assay.Identity;

/// <summary>The authenticator app of a person, by the secret that it shares with us.</summary>
public sealed class Authenticator
{
    private Authenticator()
    {
    }

    internal Authenticator(Guid userId, byte[] sealedSecret, long step, DateTimeOffset since) =>
        (UserId, SealedSecret, LastStep, Since) = (userId, sealedSecret, step, since);

    public Guid UserId { get; private init; }

    /// <summary>Under the installation's keys.</summary>
    internal byte[] SealedSecret { get; private init; } = [];

    /// <summary>The thirty seconds of the last code that was taken; it and all before it are spent.</summary>
    public long LastStep { get; private init; }

    public DateTimeOffset Since { get; private init; }
}
