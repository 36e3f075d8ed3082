namespace Assay.Registers;

/// <summary>A file matched row by row against a register: what is new, what changes, what is wrong.</summary>
internal sealed class ImportPlan<TRow> where TRow : class, IRegisterRow, new()
{
    private readonly List<BadField> _bad = [];

    public List<TRow> Added { get; } = [];

    public List<(TRow Row, RowChange Change)> Changed { get; } = [];

    public ImportReport Report { get; private set; } = null!;

    /// <param name="existing">The register's rows by key. Those that the file changes are changed in place.</param>
    /// <exception cref="UnreadableFileException">The file as a whole cannot be taken.</exception>
    public static ImportPlan<TRow> Of(Register<TRow> register, FileTable file, Dictionary<string, TRow> existing, Func<Guid> newId)
    {
        var plan = new ImportPlan<TRow>();
        var headings = Headings<TRow>.Of(register, file.Headings);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var (unchanged, badRows, rows) = (0, 0, 0);

        foreach (var line in file.Rows.Where(r => r.Cells.Any(c => !string.IsNullOrWhiteSpace(c))))
        {
            if (++rows > FileLimits.MaxRows) throw new UnreadableFileException($"The file has more than {FileLimits.MaxRows:N0} rows. Split it.");

            switch (plan.Take(register, headings, line, existing, seen, newId))
            {
                case Fate.Bad: badRows++; break;
                case Fate.Unchanged: unchanged++; break;
            }
        }

        if (rows == 0) throw new UnreadableFileException("The file names its columns and has no rows.");

        plan.Report = new(null, plan.Added.Count, plan.Changed.Count, unchanged, plan._bad, badRows, headings.NotKept);
        return plan;
    }

    private enum Fate { Added, Changed, Unchanged, Bad }

    private Fate Take(Register<TRow> register, Headings<TRow> headings, FileRow line, Dictionary<string, TRow> existing, Dictionary<string, int> seen, Func<Guid> newId)
    {
        var texts = headings.Texts(line);
        var keyOnly = new TRow();
        register.Fill(keyOnly, texts, isNew: true);
        var key = register.KeyOf(keyOnly);

        var isNew = !existing.TryGetValue(key, out var row);
        row ??= new TRow { Id = newId() };
        var before = isNew ? [] : RowChange.Before(register, row);
        var errors = register.Fill(row, texts, isNew).ToList();

        if (errors is [] && !seen.TryAdd(key, line.Line))
            errors.Add(new(register.KeyColumns.First().Key, $"Line {seen[key]} is the same {register.Words.One}; keep one of the two."));

        if (errors is not [])
        {
            foreach (var error in errors.Take(ImportReport.MaxBadShown - _bad.Count))
                _bad.Add(new(line.Line, headings.Heading(error.Field), error.Field is null ? "" : Shortened(texts.GetValueOrDefault(error.Field, "")), error.Message));

            return Fate.Bad;
        }

        if (isNew)
        {
            Added.Add(row);
            return Fate.Added;
        }

        var change = RowChange.Of(register, before, row);
        if (change.IsEmpty) return Fate.Unchanged;

        Changed.Add((row, change));
        return Fate.Changed;
    }

    private static string Shortened(string text) => text.Length <= 80 ? text : $"{text[..79]}…";
}
