using System.Collections.Frozen;

namespace Assay.Evidence;

/// <summary>Which files are taken. The name says what it is, the first bytes must not say otherwise, and programs are refused under any name.</summary>
/// <remarks>Nothing is ever unpacked or rendered here, so an archive that swells and a page that scripts are just bytes.</remarks>
internal static class FileRules
{
    public const int LongestName = 200;

    private static readonly byte[] _zip = "PK"u8.ToArray();
    private static readonly byte[] _ole = [0xD0, 0xCF, 0x11, 0xE0];

    /// <summary>By ending: the media type, and what the bytes begin with; null for text.</summary>
    private static readonly FrozenDictionary<string, (string MediaType, byte[]? Begins)> _types = new Dictionary<string, (string, byte[]?)>(StringComparer.Ordinal)
    {
        ["pdf"] = ("application/pdf", "%PDF-"u8.ToArray()),
        ["png"] = ("image/png", [0x89, (byte)'P', (byte)'N', (byte)'G']),
        ["jpg"] = ("image/jpeg", [0xFF, 0xD8, 0xFF]),
        ["jpeg"] = ("image/jpeg", [0xFF, 0xD8, 0xFF]),
        ["gif"] = ("image/gif", "GIF8"u8.ToArray()),
        ["webp"] = ("image/webp", "RIFF"u8.ToArray()),
        ["docx"] = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", _zip),
        ["xlsx"] = ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _zip),
        ["pptx"] = ("application/vnd.openxmlformats-officedocument.presentationml.presentation", _zip),
        ["odt"] = ("application/vnd.oasis.opendocument.text", _zip),
        ["ods"] = ("application/vnd.oasis.opendocument.spreadsheet", _zip),
        ["msg"] = ("application/vnd.ms-outlook", _ole),
        ["zip"] = ("application/zip", _zip),
        ["gz"] = ("application/gzip", [0x1F, 0x8B]),
        ["tgz"] = ("application/gzip", [0x1F, 0x8B]),
        ["parquet"] = ("application/vnd.apache.parquet", "PAR1"u8.ToArray()),
        ["txt"] = ("text/plain", null),
        ["log"] = ("text/plain", null),
        ["md"] = ("text/markdown", null),
        ["csv"] = ("text/csv", null),
        ["tsv"] = ("text/tab-separated-values", null),
        ["json"] = ("application/json", null),
        ["jsonl"] = ("application/jsonl", null),
        ["ndjson"] = ("application/jsonl", null),
        ["yaml"] = ("application/yaml", null),
        ["yml"] = ("application/yaml", null),
        ["xml"] = ("application/xml", null),
        ["html"] = ("text/html", null),
        ["svg"] = ("image/svg+xml", null),
        ["eml"] = ("message/rfc822", null),
        ["tf"] = ("text/plain", null),
        ["sql"] = ("text/plain", null),
        ["diff"] = ("text/plain", null),
        ["patch"] = ("text/plain", null),
    }.ToFrozenDictionary();

    /// <summary>What programs for Linux, Windows, macOS and Java begin with; none of them is text.</summary>
    private static readonly byte[][] _programs = [[0x7F, (byte)'E', (byte)'L', (byte)'F'], "MZ"u8.ToArray(), [0xCF, 0xFA, 0xED, 0xFE], [0xCA, 0xFE, 0xBA, 0xBE]];

    public static IEnumerable<string> Endings => _types.Keys.Order(StringComparer.Ordinal);

    /// <summary>The last part of whatever a browser or a script called it, without what a screen or a file system would take amiss.</summary>
    /// <returns>Null where nothing is left of it.</returns>
    public static string? NameOf(string given)
    {
        var last = given.Split('/', '\\')[^1];
        var clean = new string([.. last.Where(c => !char.IsControl(c) && !IsDirectionMark(c) && !"<>:\"|?*".Contains(c, StringComparison.Ordinal))]).Trim().TrimStart('.').Trim();
        if (clean.Length > LongestName) clean = clean[^LongestName..];

        return clean.Length > 0 ? clean : null;
    }

    /// <returns>The media type of such a name; null where files of its ending are not taken.</returns>
    public static string? MediaTypeOf(string name) => _types.TryGetValue(EndingOf(name), out var type) ? type.MediaType : null;

    /// <returns>Why it is not taken; null where it is.</returns>
    public static string? Refuse(string name, ReadOnlySpan<byte> head)
    {
        if (!_types.TryGetValue(EndingOf(name), out var type)) return $"Files that end with '.{EndingOf(name)}' are not taken. These are: {string.Join(", ", Endings)}.";
        if (head.IsEmpty) return $"'{name}' is empty.";

        foreach (var program in _programs)
        {
            if (head.StartsWith(program) && head.Contains((byte)0)) return $"'{name}' is a program, which shows nothing; file its output.";
        }

        return type.Begins is { } begins
            ? head.StartsWith(begins) ? null : $"'{name}' does not begin as a {EndingOf(name)} file does. Give it its true ending."
            : head.Contains((byte)0) && !IsWide(head) ? $"'{name}' is no text. Give it its true ending." : null;
    }

    private static string EndingOf(string name) => Path.GetExtension(name).TrimStart('.').ToLowerInvariant();

    /// <summary>UTF-16, as spreadsheets on Windows write it.</summary>
    private static bool IsWide(ReadOnlySpan<byte> head) => head.Length > 1 && (head[0], head[1]) is (0xFF, 0xFE) or (0xFE, 0xFF);

    /// <summary>Characters that turn the direction of writing and so hide a file's true ending.</summary>
    private static bool IsDirectionMark(char c) => c is (>= '\u200E' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
