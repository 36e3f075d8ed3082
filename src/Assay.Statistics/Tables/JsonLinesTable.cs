using System.Text;
using System.Text.Json;

namespace Assay.Statistics.Tables;

/// <summary>One flat JSON object a line. The first line names the columns; a later line may leave one out, which then has no value.</summary>
internal sealed class JsonLinesTable : Table
{
    private readonly RowBuffer _buffer;
    private readonly byte[][] _names;
    private readonly (int Start, int Length)[] _fields;
    private byte[] _values = new byte[4096];
    private bool _atFirst = true;

    public JsonLinesTable(string path) : base(path)
    {
        _buffer = new(path);
        _buffer.Fill();
        if (_buffer.Rest.StartsWith(Encoding.UTF8.Preamble)) _buffer.Take(Encoding.UTF8.Preamble.Length);

        if (!NextLine(out var line)) throw Bad("the file is empty.", line: 0);
        Columns = ReadNames(line);
        _names = [.. Columns.Select(Encoding.UTF8.GetBytes)];
        _fields = new (int, int)[_names.Length];
        Parse(line);
    }

    public override bool Read()
    {
        if (_atFirst)
        {
            _atFirst = false;
            return true;
        }

        if (!NextLine(out var line)) return false;
        Parse(line);
        return true;
    }

    public override ReadOnlySpan<byte> Field(int column) => _values.AsSpan(_fields[column].Start, _fields[column].Length);

    public override void Dispose() => _buffer.Dispose();

    private bool NextLine(out ReadOnlySpan<byte> line)
    {
        for (; ; )
        {
            var end = _buffer.Rest.IndexOf((byte)'\n');

            try
            {
                while (end < 0 && _buffer.Fill()) end = _buffer.Rest.IndexOf((byte)'\n');
            }
            catch (InvalidDataException)
            {
                throw Bad($"a line is longer than {LongestRow / (1024 * 1024)} MB.");
            }

            line = end < 0 ? _buffer.Rest : _buffer.Rest[..end];
            if (end < 0 && line.IsEmpty) return false;

            Line++;
            _buffer.Take(end < 0 ? line.Length : end + 1);
            line = line.Trim(" \t\r"u8);
            if (!line.IsEmpty) return true;
        }
    }

    private List<string> ReadNames(ReadOnlySpan<byte> line)
    {
        try
        {
            var json = new Utf8JsonReader(line);
            var names = new List<string>();
            Begin(ref json);

            while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
            {
                names.Add(json.GetString()!);
                json.Skip();
            }

            return names;
        }
        catch (JsonException wrong)
        {
            throw NotJson(wrong);
        }
    }

    private void Parse(ReadOnlySpan<byte> line)
    {
        Array.Clear(_fields);
        var (used, expected) = (0, 0);

        try
        {
            var json = new Utf8JsonReader(line);
            Begin(ref json);

            while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
            {
                var column = Find(ref json, expected);
                json.Read();
                if (column < 0) json.Skip();
                else
                {
                    var length = Copy(ref json, column, used);
                    (_fields[column], expected, used) = ((used, length), column + 1, used + length);
                }
            }
        }
        catch (JsonException wrong)
        {
            throw NotJson(wrong);
        }
    }

    private void Begin(ref Utf8JsonReader json)
    {
        if (!json.Read() || json.TokenType is not JsonTokenType.StartObject) throw Bad("each line must be one JSON object.");
    }

    /// <summary>Lines mostly keep the order of the first.</summary>
    private int Find(ref Utf8JsonReader json, int expected)
    {
        if (expected < _names.Length && json.ValueTextEquals(_names[expected])) return expected;

        for (var i = 0; i < _names.Length; i++)
            if (json.ValueTextEquals(_names[i])) return i;

        return -1;
    }

    private int Copy(ref Utf8JsonReader json, int column, int at)
    {
        var length = json.ValueSpan.Length;
        if (_values.Length < at + length) Array.Resize(ref _values, Math.Max(_values.Length * 2, at + length));

        switch (json.TokenType)
        {
            case JsonTokenType.Null:
                return 0;
            case JsonTokenType.String:
                return json.CopyString(_values.AsSpan(at));
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                throw Bad("a list or an object is no value; flatten it first.", Columns[column]);
            default:
                json.ValueSpan.CopyTo(_values.AsSpan(at));
                return length;
        }
    }

    private BadTableException NotJson(JsonException wrong) => Bad($"this is not JSON, at byte {wrong.BytePositionInLine + 1}.");
}
