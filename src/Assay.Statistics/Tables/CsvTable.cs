using System.Text;

namespace Assay.Statistics.Tables;

/// <summary>Comma-separated values as RFC 4180 has them: a header, quotes that may hold commas and lines, CRLF or LF.</summary>
internal sealed class CsvTable : Table
{
    private readonly RowBuffer _buffer;
    private readonly List<(int Start, int Length, bool Escaped)> _fields = [];
    private byte[] _unescaped = new byte[256];
    private int _rowLength;
    private int _rowLines;

    public CsvTable(string path) : base(path)
    {
        _buffer = new(path);
        _buffer.Fill();
        if (_buffer.Rest.StartsWith(Encoding.UTF8.Preamble)) _buffer.Take(Encoding.UTF8.Preamble.Length);

        if (!Next()) throw Bad("the file is empty.", line: 0);
        Columns = [.. Enumerable.Range(0, _fields.Count).Select(i => Encoding.UTF8.GetString(Field(i)).Trim())];

        if (Columns.FirstOrDefault(c => c.Length == 0) is not null) throw Bad("a column of the header has no name.");
        if (Columns.GroupBy(c => c).FirstOrDefault(g => g.Count() > 1) is { Key: var twice }) throw Bad("the header names this column twice.", twice);
    }

    public override bool Read()
    {
        do
        {
            if (!Next()) return false;
        }
        while (_fields is [{ Length: 0 }] && Columns.Count > 1);            // an empty line is no row

        return _fields.Count == Columns.Count ? true : throw Bad($"{_fields.Count} fields where the header has {Columns.Count}.");
    }

    public override ReadOnlySpan<byte> Field(int column)
    {
        var (start, length, escaped) = _fields[column];
        var raw = _buffer.Rest.Slice(start, length);
        return escaped ? Unescape(raw) : raw;
    }

    public override void Dispose() => _buffer.Dispose();

    private bool Next()
    {
        _buffer.Take(_rowLength);
        Line += Math.Max(_rowLines, Line == 0 ? 1 : 0);
        (_rowLength, _rowLines) = (0, 0);

        try
        {
            while (!TryParseRow(_buffer.Rest))
                if (!_buffer.Fill() && _buffer.Rest.IsEmpty) return false;
        }
        catch (InvalidDataException)
        {
            throw Bad($"a row is longer than {LongestRow / (1024 * 1024)} MB; is a quote left open?");
        }

        return true;
    }

    /// <returns>Whether the row ends within what is in view.</returns>
    private bool TryParseRow(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return false;
        _fields.Clear();

        for (int at = 0, lines = 1; ;)
        {
            int start = at, length, next;
            var escaped = false;

            if (at < bytes.Length && bytes[at] == '"')
            {
                if (!TryQuoted(bytes, at, ref lines, out next, out escaped)) return false;
                (start, length) = (at + 1, next - at - 2);
                if (next < bytes.Length && bytes[next] is not ((byte)',' or (byte)'\n' or (byte)'\r')) throw Bad($"something follows the closing quote of field {_fields.Count + 1}.");
            }
            else
            {
                var found = bytes[at..].IndexOfAny((byte)',', (byte)'\n');
                if (found < 0 && !_buffer.Ended) return false;
                next = found < 0 ? bytes.Length : at + found;
                length = next - at;
                if (length > 0 && bytes[next - 1] == '\r' && (next == bytes.Length || bytes[next] == '\n')) length--;
            }

            _fields.Add((start, length, escaped));
            if (next < bytes.Length && bytes[next] == '\r') next++;
            if (next >= bytes.Length && !_buffer.Ended) return false;
            if (next < bytes.Length && bytes[next] == ',')
            {
                at = next + 1;
                continue;
            }

            (_rowLength, _rowLines) = (Math.Min(bytes.Length, next + 1), lines);
            return true;
        }
    }

    private bool TryQuoted(ReadOnlySpan<byte> bytes, int open, ref int lines, out int next, out bool escaped)
    {
        escaped = false;

        for (next = open + 1; next < bytes.Length; next++)
        {
            if (bytes[next] == '\n') lines++;
            if (bytes[next] != '"') continue;
            if (next + 1 < bytes.Length && bytes[next + 1] == '"') (escaped, next) = (true, next + 1);
            else if (next + 1 < bytes.Length || _buffer.Ended)
            {
                next++;
                return true;
            }
        }

        return _buffer.Ended ? throw Bad($"the quote of field {_fields.Count + 1} is never closed.") : false;
    }

    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> raw)
    {
        if (_unescaped.Length < raw.Length) _unescaped = new byte[raw.Length];

        var length = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            _unescaped[length++] = raw[i];
            if (raw[i] == '"') i++;
        }

        return _unescaped.AsSpan(0, length);
    }
}
