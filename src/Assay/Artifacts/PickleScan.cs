using System.Text;

namespace Assay.Artifacts;

/// <summary>Reads a pickle's opcodes without running one, and says which names it would import.</summary>
/// <remarks>
/// A pickle is a program for a small stack machine. What it imports it names by GLOBAL, INST or STACK_GLOBAL; what it
/// imports it may call. Names that only build tensors, arrays and plain containers are harmless; any other is reported.
/// </remarks>
internal sealed class PickleScan(Stream stream)
{
    private const int _longestText = 64 * 1024;

    private readonly List<string?> _recent = [];
    private readonly Dictionary<long, string?> _memo = [];
    private long _memoized;

    /// <summary>What it would import, as <c>module.name</c>; a name that is put together at run time is a question mark.</summary>
    public HashSet<string> Imports { get; } = [];

    /// <returns>Whether it was read to its STOP.</returns>
    public bool Read()
    {
        try
        {
            while (stream.ReadByte() is >= 0 and var opcode)
            {
                if (opcode == '.') return true;
                if (!Take(opcode)) return false;
            }

            return false;
        }
        catch (EndOfStreamException)
        {
            return false;
        }
    }

    private bool Take(int opcode)
    {
        switch (opcode)
        {
            case 'c' or 'i':
                Imports.Add($"{Line()}.{Line()}");
                Push(null);
                return true;
            case 0x93:
                Imports.Add(_recent is [.., { } module, { } name] ? $"{module}.{name}" : "?");
                Push(null);
                return true;
            case 0x82 or 0x83 or 0x84:
                Skip(1 << (opcode - 0x82));
                Imports.Add("?");
                Push(null);
                return true;
            case 'S' or 'V':
                Push(Line().Trim('\'', '"'));
                return true;
            case 'U' or 0x8c:
                return Text(stream.ReadByte());
            case 'X' or 'T':
                return Text(Whole(4));
            case 0x8d:
                return Text(Whole(8));
            case 0x94:
                _memo[_memoized++] = _recent.LastOrDefault();
                return true;
            case 'q':
                _memo[stream.ReadByte()] = _recent.LastOrDefault();
                return true;
            case 'r':
                _memo[Whole(4)] = _recent.LastOrDefault();
                return true;
            case 'p':
                if (long.TryParse(Line(), out var put)) _memo[put] = _recent.LastOrDefault();
                return true;
            case 'h':
                Push(_memo.GetValueOrDefault(stream.ReadByte()));
                return true;
            case 'j':
                Push(_memo.GetValueOrDefault(Whole(4)));
                return true;
            case 'g':
                Push(long.TryParse(Line(), out var get) ? _memo.GetValueOrDefault(get) : null);
                return true;
            default:
                return Plain(opcode);
        }
    }

    /// <summary>Opcodes that import nothing: only the length of what follows them matters.</summary>
    private bool Plain(int opcode)
    {
        switch (opcode)
        {
            case 'F' or 'I' or 'L' or 'P':
                Line();
                break;
            case 'K' or 0x80:
                Skip(1);
                break;
            case 'M':
                Skip(2);
                break;
            case 'J':
                Skip(4);
                break;
            case 'G' or 0x95:
                Skip(8);
                break;
            case 'C' or 0x8a:
                Skip(stream.ReadByte());
                break;
            case 'B' or 0x8b:
                Skip(Whole(4));
                break;
            case 0x8e or 0x96:
                Skip(Whole(8));
                break;
            case '(' or '0' or '1' or '2' or 'N' or 'Q' or 'R' or 'a' or 'b' or 'd' or '}' or 'e' or 'l' or ']' or 'o' or 's' or 't' or ')' or 'u'
                or 0x81 or 0x85 or 0x86 or 0x87 or 0x88 or 0x89 or 0x8f or 0x90 or 0x91 or 0x92 or 0x97 or 0x98:
                break;
            default:
                return false;
        }

        if (opcode is not (0x80 or 0x95)) Push(null);
        return true;
    }

    private bool Text(long length)
    {
        if (length is < 0 or > _longestText)
        {
            Skip(length);
            Push(null);
            return true;
        }

        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        Push(Encoding.UTF8.GetString(bytes));
        return true;
    }

    private void Push(string? text)
    {
        _recent.Add(text);
        if (_recent.Count > 16) _recent.RemoveAt(0);
    }

    private string Line()
    {
        StringBuilder line = new();
        while (stream.ReadByte() is var next and not '\n')
        {
            if (next < 0 || line.Length > _longestText) throw new EndOfStreamException();
            line.Append((char)next);
        }

        return line.ToString().TrimEnd('\r');
    }

    private long Whole(int bytes)
    {
        Span<byte> buffer = stackalloc byte[8];
        stream.ReadExactly(buffer[..bytes]);
        return bytes == 8 ? BitConverter.ToInt64(buffer) : BitConverter.ToUInt32(buffer);
    }

    private void Skip(long count)
    {
        if (count < 0) throw new EndOfStreamException();
        Span<byte> buffer = stackalloc byte[4096];

        while (count > 0)
        {
            var read = stream.Read(buffer[..(int)Math.Min(count, buffer.Length)]);
            if (read == 0) throw new EndOfStreamException();
            count -= read;
        }
    }
}
