using System.Text.RegularExpressions;

namespace Assay.Tests.Ledger;

/// <summary>
/// A row that is changed past the tracked entities is not seen by the guard in <c>AssayDb.CommitAsync</c>. So a file with such
/// commands records an entry itself, or its commands are counted here, with where the ledger tells of them or why it need not.
/// </summary>
public sealed partial class RawChangeTests
{
    private static readonly Dictionary<string, (int Changes, string Why)> _toldElsewhere = new()
    {
        // told by whoever calls it, in the same transaction
        ["Blobs/IncomingBlob.cs"] = (1, "The caller tells of what the bytes are evidence of; bytes alone say nothing."),
        ["Identity/Factors/EnrolAuthenticator.cs"] = (1, "FinishEnrolment tells of it."),
        ["Identity/Recovery/OpenEnrolmentLink.cs"] = (1, "OpenSession tells that the link was opened."),
        ["Identity/Sessions/EndSessions.cs"] = (1, "Each caller tells why sessions ended."),
        ["Pipelines/LineageDelta.cs"] = (2, "ReceiveLineage tells of the events from which the graph follows."),

        // nothing that a company does
        ["Blobs/ReceiveParts.cs"] = (1, "A file that is on its way; the ledger tells of it when it is filed."),
        ["Database/Migrations.cs"] = (1, "The schema belongs to no company."),
        ["Idempotency/KeepAnswer.cs"] = (3, "A remembered answer repeats what was told when it was given."),
        ["Identity/EnteredOrganization.cs"] = (1, "When a session was last seen; that it was opened and ended is told."),
        ["Identity/Factors/ProveSecondFactor.cs"] = (2, "That a code was used; the sign-in, or its refusal, is told."),
        ["Identity/Passkeys/SignInByPasskey.cs"] = (2, "That a challenge was used; the sign-in is told."),
        ["Identity/Tries.cs"] = (3, "The count of tries; each refused sign-in is told."),
        ["Jobs/JobTable.cs"] = (5, "When a job ran; what it changed it tells itself."),
        ["Library/ShelveCatalog.cs"] = (4, "The shipped catalog belongs to no company."),
        ["Mlflow/Upstream/CollectMlflow.cs"] = (2, "When the company's server was looked at, and where the next round goes on; what it brings here is told."),
        ["Secrets/KeyRing.cs"] = (1, "Keys of the installation."),
        ["Secrets/OpenKeys.cs"] = (2, "Keys of the installation."),
        ["Tokens/CheckToken.cs"] = (1, "When a token was last used; that it was issued and revoked is told."),

        // the ledger itself
        ["Ledger/AppendEntries.cs"] = (4, "These are the entries."),
        ["Ledger/NumberEntries.cs"] = (4, "Numbers, tree and checkpoints follow from the entries."),
        ["Ledger/Sealing.cs"] = (1, "A key is made beside the entry that it seals."),
        ["Proofs/PublishCheckpoints.cs"] = (1, "That a checkpoint was shown; the places where it was shown prove it."),
        ["Offboarding/DeleteOrganization.cs"] = (4, "The ledger goes with the organisation; the receipt outlives both and holds its digest."),
    };

    [Fact]
    public void Every_change_past_the_guard_is_told_beside_it_or_listed_here_with_where_it_is_told() =>
        Assert.Equal(
            _toldElsewhere.OrderBy(k => k.Key, StringComparer.Ordinal).Select(k => $"{k.Key}: {k.Value.Changes}"),
            Sources().Where(s => !Told().IsMatch(s.Text)).Select(s => (s.Path, Count: Change().Count(s.Text))).Where(s => s.Count > 0).OrderBy(s => s.Path, StringComparer.Ordinal).Select(s => $"{s.Path}: {s.Count}"));

    private static IEnumerable<(string Path, string Text)> Sources() =>
        from file in Directory.EnumerateFiles(Repository.Folder("src/Assay"), "*.*", SearchOption.AllDirectories)
        where file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal)
        let path = Path.GetRelativePath(Repository.Folder("src/Assay"), file).Replace('\\', '/')
        select (path, File.ReadAllText(file));

    [GeneratedRegex(@"ExecuteUpdateAsync\(|ExecuteDeleteAsync\(|(?<=[""\s(;])(?:insert into|merge into|delete from|truncate|copy \w+(?= \()|update [a-z_]+(?:\s+[a-z])?\s+set)\b", RegexOptions.None, 2000)]
    private static partial Regex Change();

    [GeneratedRegex(@"\.Record\(|LedgerEntry\.Of\(|RecordAsync\(", RegexOptions.None, 1000)]
    private static partial Regex Told();
}
