using System.Diagnostics;
using Microsoft.Extensions.Options;

namespace Assay.Proofs;

/// <summary>Pushes the files of checkpoints to a git remote, which keeps every earlier state by its nature.</summary>
/// <remarks>From a clone that is made anew each time and thrown away: what another process pushed meanwhile is there already.</remarks>
internal sealed class PublishToGit(IOptions<LedgerOptions> options) : IPublication
{
    public async Task PublishAsync(OrganizationId organization, IReadOnlyList<PublishedCheckpoint> checkpoints, CancellationToken stop)
    {
        if (options.Value.Publish.Git is not { } remote) return;
        var clone = Directory.CreateTempSubdirectory("assay-checkpoints-").FullName;

        try
        {
            await GitAsync(clone, ["clone", "--quiet", "--depth", "1", "--", remote, "."], stop);
            await PublishToFolder.WriteAsync(Path.Join(clone, organization.ToString()), checkpoints, stop);
            await GitAsync(clone, ["add", "--all"], stop);
            if (await GitAsync(clone, ["status", "--porcelain"], stop) is "") return;

            await GitAsync(clone, ["-c", "user.name=Assay", "-c", "user.email=assay@localhost", "commit", "--quiet", "-m", $"Checkpoint {checkpoints[^1].Size} of {organization}"], stop);
            await GitAsync(clone, ["push", "--quiet", "origin", "HEAD"], stop);
        }
        finally
        {
            Directory.Delete(clone, recursive: true);
        }
    }

    private static async Task<string> GitAsync(string folder, string[] arguments, CancellationToken stop)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["GIT_TERMINAL_PROMPT"] = "0" } };
        using var git = Process.Start(start) ?? throw new InvalidOperationException("git could not be started.");

        var (output, errors) = (git.StandardOutput.ReadToEndAsync(stop), git.StandardError.ReadToEndAsync(stop));
        await git.WaitForExitAsync(stop);

        return git.ExitCode == 0 ? await output : throw new InvalidOperationException($"git {arguments[0]} failed: {(await errors).Trim()}");
    }
}
