namespace Assay.Statistics.Tables;

/// <summary>A window on a file that slides along as rows are taken, and widens only for a row that does not fit.</summary>
internal sealed class RowBuffer(string path) : IDisposable
{
    private readonly FileStream _file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
    private byte[] _bytes = new byte[256 * 1024];
    private int _start;
    private int _end;

    public bool Ended { get; private set; }

    public ReadOnlySpan<byte> Rest => _bytes.AsSpan(_start, _end - _start);

    public void Take(int length) => _start += length;

    /// <summary>Brings more of the file into view.</summary>
    /// <returns>Whether there was more.</returns>
    /// <exception cref="InvalidDataException">The row that begins here is too long.</exception>
    public bool Fill()
    {
        if (Ended) return false;

        _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
        (_start, _end) = (0, _end - _start);
        if (_end > _bytes.Length / 2)
        {
            if (_bytes.Length >= Table.LongestRow) throw new InvalidDataException();
            Array.Resize(ref _bytes, _bytes.Length * 2);
        }

        var read = _file.Read(_bytes, _end, _bytes.Length - _end);
        _end += read;
        Ended = read == 0;
        return !Ended;
    }

    public void Dispose() => _file.Dispose();
}
