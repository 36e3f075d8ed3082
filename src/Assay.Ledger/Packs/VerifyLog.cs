using System.Text;

namespace Assay.Ledger;

/// <summary>Verifies an exported log offline: signatures, the tree, each entry, and the database's columns beside them.</summary>
public static class VerifyLog
{
    private const int _largestBundle = TileId.FullWidth * (2 + EntryBundle.MaxEntryBytes);
    private const int _largestNote = 64 * 1024;
    private const int _largestKeys = 1024 * 1024;

    /// <param name="trusted">A key that one knows to be the company's; null to take the one that the log brings.</param>
    /// <exception cref="UnreadablePackException">There is no log here.</exception>
    public static Verdict Run(PackFiles files, VerifierKey? trusted = null)
    {
        Findings findings = new();

        if (Text(files, LogPaths.Keys, _largestKeys) is not { } keysText || Text(files, LogPaths.Checkpoint, _largestNote) is not { } note)
            throw new UnreadablePackException($"There is no log here: '{LogPaths.Keys}' or '{LogPaths.Checkpoint}' is missing.");

        var keys = Keys(keysText, trusted, findings);
        var head = ReadSigned(LogPaths.Checkpoint, note, keys, findings);
        if (head is null) return new(First(keys), null, 0, 0, findings.List);

        LogReplay replay = new(findings, tile => files.TryRead(tile.Path, tile.Width * Hash.Size) is { } bytes && bytes.Length % Hash.Size == 0 ? bytes : null);
        Replay(files, head, keys, replay, findings);
        if (files.Damage is { } damage) findings.Add($"The ZIP is not as it was written: {damage}.");

        if (replay.Size == head.Size && replay.Root() != head.Root && findings.IsGood) findings.Add($"The {head.Size} entries do not give the root that was signed.");
        return new(First(keys), head, replay.Size, 0, findings.List);
    }

    /// <summary>Goes through entries, index and history side by side, so that each is read once and none is held.</summary>
    private static void Replay(PackFiles files, Checkpoint head, IReadOnlyList<VerifierKey> keys, LogReplay replay, Findings findings)
    {
        using var history = Lines(files, LogPaths.History, HistoryLine.Read, findings).GetEnumerator();
        using LogIndex index = new(files, findings);
        var nextCheckpoint = history.MoveNext();
        byte[] buffer = [];

        for (var number = 0L; number * TileId.FullWidth < head.Size && !findings.IsFull; number++)
        {
            var width = TileId.WidthAt(0, number, head.Size);
            var path = EntryBundle.PathOf(number, width);

            if (files.TryRead(path, _largestBundle, ref buffer) is not { } bundle)
            {
                findings.Add($"{path} is missing or too large: the entries from {replay.Size} on cannot be read.");
                return;
            }

            ReadOnlySpan<byte> rest = bundle.Span;

            for (var i = 0; i < width; i++)
            {
                if (!EntryBundle.TryRead(ref rest, out var entry))
                {
                    findings.Add($"{path} ends within entry {replay.Size}.");
                    return;
                }

                index.Compare(replay.Size, entry);
                replay.Add(entry, head.Size);

                while (nextCheckpoint && history.Current.Size <= replay.Size)
                {
                    CheckHistory(history.Current, keys, replay, findings);
                    nextCheckpoint = history.MoveNext();
                }
            }

            if (!rest.IsEmpty) findings.Add($"{path} holds more than its {width} entries.");
        }

        replay.Finish();
        if (nextCheckpoint) findings.Add($"A checkpoint was signed for {history.Current.Size} entries, and only {replay.Size} are here.");
        index.Finish();
    }

    private static void CheckHistory(HistoryLine line, IReadOnlyList<VerifierKey> keys, LogReplay replay, Findings findings)
    {
        var signed = ReadSigned($"The checkpoint of {line.Size} entries", line.Note, keys, findings);
        if (signed is null) return;

        if (signed.Size != line.Size || line.Size != replay.Size) findings.Add($"The checkpoints are out of order at {line.Size} entries.");
        else if (signed.Root != replay.Root()) findings.Add($"The first {line.Size} entries are not those for which a checkpoint was signed at {line.SignedAt:yyyy-MM-dd HH:mm:ss} UTC.");
    }

    private static IReadOnlyList<VerifierKey> Keys(string text, VerifierKey? trusted, Findings findings)
    {
        if (LogKeysFile.Read(text) is not { } chain)
        {
            findings.Add($"'{LogPaths.Keys}': a key is not signed by the one before.");
            return trusted is null ? [] : [trusted];
        }

        if (trusted is null || chain.Contains(trusted)) return [.. chain.SkipWhile(k => trusted is not null && k != trusted)];

        findings.Add($"The log is signed by {chain[0]}, not by the key that you trust.");
        return [trusted];
    }

    /// <returns>Null where the signature does not hold, which is then found.</returns>
    public static Checkpoint? ReadSigned(string where, string note, IReadOnlyList<VerifierKey> keys, Findings findings)
    {
        if (!SignedNote.TryParse(note, out var signed) || !Checkpoint.TryParse(signed.Text, out var checkpoint))
        {
            findings.Add($"{where} is no checkpoint.");
            return null;
        }

        if (signed.SignedBy(keys).Count > 0 && keys.All(k => k.Name == checkpoint.Origin)) return checkpoint;

        findings.Add($"{where} is not signed by the log's key.");
        return null;
    }

    private static IEnumerable<T> Lines<T>(PackFiles files, string path, Func<string, T?> read, Findings findings) where T : class
    {
        if (!files.Has(path)) yield break;
        using StreamReader lines = new(files.Read(path), Encoding.UTF8);

        for (var number = 1; lines.ReadLine() is { } line; number++)
        {
            if (read(line) is { } parsed) yield return parsed;
            else findings.Add($"{path} cannot be read at line {number}.");
        }
    }

    private static VerifierKey? First(IReadOnlyList<VerifierKey> keys) => keys is [var first, ..] ? first : null;

    internal static string? Text(PackFiles files, string path, int maxBytes) => files.TryRead(path, maxBytes) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
}
