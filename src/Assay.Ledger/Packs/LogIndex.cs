using System.Text;

namespace Assay.Ledger;

/// <summary>
/// Goes through the database's columns side by side with the entries. A line that says, byte for byte, what its entry says need
/// not be read as anything; only what differs is taken apart, to name it.
/// </summary>
internal sealed class LogIndex : IDisposable
{
    private readonly Findings _findings;
    private readonly RawLines? _lines;
    private LogIndexLine? _read;
    private bool _more;

    public LogIndex(PackFiles files, Findings findings)
    {
        _findings = findings;
        _lines = files.Has(LogPaths.Index) ? new(files.Read(LogPaths.Index)) : null;
        Advance();
    }

    public void Compare(long sequence, ReadOnlySpan<byte> entry)
    {
        if (!_more) return;

        if (_read is null && SameLine.Says(_lines!.Current, sequence, entry))
        {
            Advance();
            return;
        }

        if (Read() is not { Sequence: { } at } line || at > sequence) return;       // the entry is gone; the tree says so

        if (EntryText.Read(Encoding.UTF8.GetString(entry)) is { } text && line.Difference(text) is { } difference) _findings.Add($"Entry {sequence}: {difference}.");
        Advance();
    }

    /// <summary>Names what is left: it stands in the table, and the log has no entry for it.</summary>
    public void Finish()
    {
        for (; !_findings.IsFull && Read() is { } line; Advance())
            _findings.Add($"Entry {line.Entry} stands in the table and was never numbered{(line.Sequence is { } at ? $": it claims to be {at}" : "")}.");
    }

    public void Dispose() => _lines?.Dispose();

    private void Advance() => (_read, _more) = (null, _lines?.MoveNext() is true);

    /// <returns>The present line, or the next that can be read; null at the end.</returns>
    private LogIndexLine? Read()
    {
        while (_more && _read is null)
        {
            _read = LogIndexLine.Read(Encoding.UTF8.GetString(_lines!.Current));
            if (_read is not null) break;

            _findings.Add($"{LogPaths.Index} cannot be read at line {_lines.Number}.");
            Advance();
        }

        return _read;
    }
}
