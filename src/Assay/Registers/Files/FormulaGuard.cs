namespace Assay.Registers;

/// <summary>
/// Keeps a cell that begins like a formula from being run by the spreadsheet that opens the file, by an apostrophe
/// in front, and takes the apostrophe off again on the way in.
/// </summary>
/// <remarks>
/// Text that already begins with apostrophes before such a sign gets one more, so that every text comes back as it went.
/// </remarks>
public static class FormulaGuard
{
    private const char _guard = '\'';

    // The full-width forms are read as the plain ones by some spreadsheets.
    private static readonly System.Buffers.SearchValues<char> _signs = System.Buffers.SearchValues.Create("=+-@\t\r\n＝＋－＠");

    public static string Guard(string text) => IsRisky(text) ? _guard + text : text;

    public static string Unguard(string text) => text is [_guard, ..] && IsRisky(text) ? text[1..] : text;

    private static bool IsRisky(string text) => text.AsSpan().TrimStart(_guard) is [var first, ..] && _signs.Contains(first);
}
