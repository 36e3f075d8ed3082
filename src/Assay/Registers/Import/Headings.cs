namespace Assay.Registers;

/// <summary>Which heading of a file is which column. "E-mail", "email" and "E_MAIL" are one heading.</summary>
internal sealed class Headings<TRow> where TRow : class, IRegisterRow, new()
{
    private readonly (Column<TRow>? Column, string Heading)[] _byPosition;

    private Headings((Column<TRow>?, string)[] byPosition) => _byPosition = byPosition;

    public IReadOnlyList<string> NotKept =>
        [.. _byPosition.Where(h => h.Column is null && h.Heading is not "" && h.Heading != ExportRows<TRow>.SampleHeading).Select(h => h.Heading)];

    /// <exception cref="UnreadableFileException">A needed column is missing, or one comes twice.</exception>
    public static Headings<TRow> Of(Register<TRow> register, string[] headings)
    {
        if (headings.Length > FileLimits.MaxColumns) throw new UnreadableFileException($"The file has more than {FileLimits.MaxColumns} columns.");

        var known = register.Columns
            .SelectMany(c => c.Aliases.Append(c.Key).Append(c.Title).Select(name => (Name: Plain(name), Column: c)))
            .DistinctBy(k => k.Name).ToDictionary(k => k.Name, k => k.Column);
        var found = headings.Select(h => (known.GetValueOrDefault(Plain(h)), h)).ToArray();

        if (found.Where(h => h.Item1 is not null).GroupBy(h => h.Item1).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new UnreadableFileException($"Two columns are {twice.Key!.Title}: {string.Join(" and ", twice.Select(t => $"'{t.h}'"))}. Keep one.");

        var missing = register.KeyColumns.Where(c => c.Required && found.All(h => h.Item1 != c)).Select(c => $"'{c.Key}'").ToList();

        return missing is []
            ? new(found)
            : throw new UnreadableFileException(
                $"The first line must name the column {string.Join(" and ", missing)}. It names: {string.Join(", ", headings.Select(h => $"'{h}'"))}.");
    }

    public Dictionary<string, string> Texts(FileRow row) => _byPosition
        .Select((h, i) => (h.Column, Text: i < row.Cells.Length ? row.Cells[i] : ""))
        .Where(h => h.Column is { IsTyped: true })
        .ToDictionary(h => h.Column!.Key, h => h.Text);

    /// <summary>A column as this file names it, so that the person finds it there.</summary>
    public string Heading(string? key) => _byPosition.FirstOrDefault(h => h.Column?.Key == key && key is not null).Heading ?? key ?? "";

    private static string Plain(string heading) => string.Concat(heading.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
