namespace Assay.Ledger;

/// <summary>The lines of a file as their bytes stand, one at a time and none kept.</summary>
internal sealed class RawLines(Stream file) : IDisposable
{
    /// <summary>A longer line is cut there, and what it is then can be nothing that anybody wrote.</summary>
    private const int _longest = 1024 * 1024;

    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _length;
    private int _end;
    private bool _atEnd;

    /// <summary>Without its newline. Until the next step.</summary>
    public ReadOnlySpan<byte> Current => _buffer.AsSpan(_start, _length);

    /// <summary>1 for the first.</summary>
    public int Number { get; private set; }

    public bool MoveNext()
    {
        if (Number > 0) _start = Math.Min(_start + _length + 1, _end);
        Number++;

        for (var seen = 0; ;)
        {
            var newline = _buffer.AsSpan(_start + seen, _end - _start - seen).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                _length = seen + newline;
                return true;
            }

            seen = _end - _start;
            if (_atEnd || seen >= _longest)
            {
                _length = seen;
                return seen > 0;
            }

            Fill();
        }
    }

    public void Dispose() => file.Dispose();

    private void Fill()
    {
        var kept = _end - _start;
        var room = kept * 2 > _buffer.Length ? new byte[_buffer.Length * 2] : _buffer;
        _buffer.AsSpan(_start, kept).CopyTo(room);
        (_buffer, _start, _end) = (room, 0, kept);

        var read = file.Read(_buffer, _end, _buffer.Length - _end);
        _atEnd = read == 0;
        _end += read;
    }
}
