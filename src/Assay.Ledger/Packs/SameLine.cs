using System.Buffers.Text;

namespace Assay.Ledger;

/// <summary>Whether a line of the index repeats its entry, without taking either apart.</summary>
/// <remarks>
/// The fields behind the body are found from the right. A quote within a text has a backslash before it, so <c>,"entry":"</c> opens a
/// member, and since nothing but one brace follows the last field, that member is the entry's own and none of its body's. Where
/// any text has a backslash, or the two are written otherwise, the answer is no, and whoever asks reads both.
/// </remarks>
internal static class SameLine
{
    private const int _id = 36;
    private const int _seconds = 19;                    // 2026-03-02T09:00:00
    private const int _time = _seconds + 8;             // .123456Z

    public static bool Says(ReadOnlySpan<byte> line, long sequence, ReadOnlySpan<byte> entry)
    {
        Span<byte> digits = stackalloc byte[20];
        if (!Utf8Formatter.TryFormat(sequence, digits, out var length)) return false;

        var behind = entry.LastIndexOf(",\"entry\":\""u8);
        if (behind < 0) return false;
        var tail = entry[behind..];

        return Take(ref line, "{\"sequence\":"u8) && Take(ref line, digits[..length])
            && Take(ref entry, "{\"actor\":\""u8) && Text(ref entry, out var actor) && Take(ref entry, "\"body\":"u8)
            && Take(ref line, ",\"entry\":\""u8) && Take(ref tail, ",\"entry\":\""u8) && Same(ref line, ref tail, _id)
            && Take(ref line, "\",\"kind\":\""u8) && Take(ref tail, "\",\"kind\":\""u8) && Text(ref tail, out var kind) && Take(ref line, kind)
            && Take(ref line, "\",\"occurred_at\":\""u8) && Take(ref tail, "\"occurred_at\":\""u8) && Time(ref line, ref tail)
            && Take(ref tail, ",\"organization\":\""u8) && Skip(ref tail, _id) && Take(ref tail, "\",\"recorded_at\":\""u8)
            && Take(ref line, ",\"recorded_at\":\""u8) && Time(ref line, ref tail)
            && Take(ref line, ",\"actor\":\""u8) && Take(ref line, actor)
            && Take(ref line, "\",\"subject\":\""u8) && Take(ref tail, ",\"subject\":\""u8)
            && line.SequenceEqual(tail) && line.EndsWith("\"}"u8) && line[..^2].IndexOfAny((byte)'"', (byte)'\\') < 0;
    }

    private static bool Take(ref ReadOnlySpan<byte> from, scoped ReadOnlySpan<byte> what)
    {
        if (!from.StartsWith(what)) return false;
        from = from[what.Length..];
        return true;
    }

    private static bool Skip(ref ReadOnlySpan<byte> from, int count)
    {
        if (from.Length < count) return false;
        from = from[count..];
        return true;
    }

    private static bool Same(ref ReadOnlySpan<byte> one, ref ReadOnlySpan<byte> other, int count) =>
        one.Length >= count && other.Length >= count && one[..count].SequenceEqual(other[..count]) && Skip(ref one, count) && Skip(ref other, count);

    /// <summary>A text up to its quote and the comma behind it.</summary>
    private static bool Text(ref ReadOnlySpan<byte> from, out ReadOnlySpan<byte> text)
    {
        var end = from.IndexOfAny((byte)'"', (byte)'\\');
        text = end < 0 ? default : from[..end];
        return end >= 0 && from[end] == '"' && Skip(ref from, end + 1) && Take(ref from, ","u8);
    }

    /// <summary>Six digits and a Z in the entry; in the line without zeros at the end, and with +00:00.</summary>
    private static bool Time(ref ReadOnlySpan<byte> line, ref ReadOnlySpan<byte> entry)
    {
        if (entry.Length <= _time || entry[_seconds] != '.' || entry[_time - 1] != 'Z' || entry[_time] != '"') return false;

        var fraction = entry[_seconds..(_time - 1)].TrimEnd((byte)'0');
        return Same(ref line, ref entry, _seconds)
            && (fraction.Length == 1 || Take(ref line, fraction))
            && Take(ref line, "+00:00\""u8)
            && Skip(ref entry, _time + 1 - _seconds);
    }
}
