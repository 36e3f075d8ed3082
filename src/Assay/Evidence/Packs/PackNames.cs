using System.Collections.Frozen;
using System.Text;

namespace Assay.Evidence;

/// <summary>Names under which files of strangers can be unpacked and clicked at.</summary>
internal static class PackNames
{
    private const int _longest = 80;

    /// <summary>What a browser or a system shows or saves, and never runs. HTML, SVG, XML and mail may hold scripts.</summary>
    private static readonly FrozenSet<string> _quiet = new[]
    {
        "pdf", "png", "jpg", "jpeg", "gif", "webp", "docx", "xlsx", "pptx", "odt", "ods", "msg", "zip", "gz", "tgz", "parquet",
        "txt", "log", "md", "csv", "tsv", "json", "jsonl", "ndjson", "yaml", "yml", "tf", "sql", "diff", "patch",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <returns>Letters, digits, dots, hyphens and underscores only; text where it might be run.</returns>
    public static string Safe(string name)
    {
        var ending = Path.GetExtension(name).TrimStart('.').ToLowerInvariant();
        StringBuilder safe = new();

        foreach (var c in Path.GetFileNameWithoutExtension(name).Normalize(NormalizationForm.FormKD))
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '_') safe.Append(c);
            else if (!char.IsSurrogate(c) && char.GetUnicodeCategory(c) is not System.Globalization.UnicodeCategory.NonSpacingMark && safe is not [] and not [.., '-']) safe.Append('-');
        }

        if (safe.Length > _longest) safe.Length = _longest;
        var whole = $"{(safe.ToString().Trim('-') is { Length: > 0 } kept ? kept : "file")}.{new string([.. ending.Where(char.IsAsciiLetterOrDigit)])}";
        return _quiet.Contains(ending) ? whole : $"{whole}.txt";
    }
}
