namespace Assay.Jobs;

/// <summary>What happens by the clock. One round, safe to repeat: it may be cut off at any moment and is then run again.</summary>
/// <remarks>What is due is read from rows and the clock; that a round runs means only that it is time to look.</remarks>
public interface IJob
{
    /// <returns>What was done, in a few words for whoever looks after the server. It names no person and no customer.</returns>
    Task<string> RunOnceAsync(CancellationToken stop);
}
