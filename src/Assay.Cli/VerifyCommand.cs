using System.CommandLine;
using Assay.Ledger;

namespace Assay.Cli;

/// <summary>Verifies, offline, what a company handed over: its exported log, an evidence pack, or the proof of one entry.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        Argument<string> path = new("PATH") { Description = "An exported log or an evidence pack (a ZIP, or the folder it was unpacked to), or a .tlog-proof file." };
        Option<string> key = new("--key") { Description = "The company's public key, as name+id+key; without it, the key that the file brings is taken and printed.", HelpName = "KEY" };

        Command verify = new("verify", "Verify an exported log, an evidence pack or a proof, offline.") { path, key };
        verify.SetAction(line => Run(line.GetRequiredValue(path), line.GetValue(key)));
        return verify;
    }

    internal static int Run(string path, string? key)
    {
        VerifierKey? trusted = null;
        if (key is not null && !VerifierKey.TryParse(key, out trusted)) throw new RefusedException($"'{key}' is no public key; it reads name+id+key.");

        try
        {
            var verdict = path.EndsWith(".tlog-proof", StringComparison.Ordinal) ? Proof(path, trusted) : Files(path, trusted);
            Print(verdict, trusted is not null);
            return verdict.Holds ? ExitCode.Yes : ExitCode.No;
        }
        catch (Exception refused) when (refused is UnreadablePackException or IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(refused.Message);
        }
    }

    private static Verdict Files(string path, VerifierKey? trusted)
    {
        using var files = PackFiles.Open(path);
        return files.Has(PackPaths.Manifest) ? VerifyPack.Run(files, trusted) : VerifyLog.Run(files, trusted);
    }

    /// <summary>A proof brings no key, since it would prove nothing by one of its own.</summary>
    private static Verdict Proof(string path, VerifierKey? trusted)
    {
        if (trusted is null) throw new RefusedException("a proof is worth what its key is worth; give the company's key with --key.");
        if (!TlogProof.TryParse(File.ReadAllText(path), out var proof) || proof.Extra is not { } entry) throw new RefusedException($"'{path}' is no proof that carries its entry.");

        var head = proof.Verify(Merkle.Leaf(entry.Span), [trusted]);
        return new(trusted, head, 1, 0, head is null ? ["The proof does not lead from the entry to a checkpoint that the key signed."] : []);
    }

    private static void Print(Verdict verdict, bool trusted)
    {
        foreach (var finding in verdict.Findings) Console.Out.WriteLine($"FAILED  {finding}");

        if (verdict.Holds)
        {
            Console.Out.WriteLine($"ok  {verdict.Entries} entries{(verdict.Files > 0 ? $", {verdict.Files} files" : "")}: all as they were signed");
            Console.Out.WriteLine($"    log {verdict.Head!.Origin}, {verdict.Head.Size} entries, root {verdict.Head.Root}");
        }

        if (verdict.Key is { } key) Console.Out.WriteLine($"    key {key}{(trusted ? "" : "\n    The key came with what it signs: compare it with the one that the company gave you by another way.")}");
    }
}
