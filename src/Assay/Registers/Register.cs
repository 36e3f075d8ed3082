namespace Assay.Registers;

/// <summary>
/// A register as its words, its columns and its rules. From these follow its table, form, files, API and history,
/// so that a new register is one class and one table.
/// </summary>
public abstract class Register<TRow> where TRow : class, IRegisterRow, new()
{
    public abstract RegisterWords Words { get; }

    public abstract IReadOnlyList<Column<TRow>> Columns { get; }

    /// <summary>What one must be allowed in order to see it.</summary>
    public abstract Permission Reading { get; }

    /// <summary>What one must be allowed in order to add, change, import and remove rows.</summary>
    public abstract Permission Editing { get; }

    /// <summary>Named questions to the register, each a number with its list.</summary>
    public virtual IReadOnlyList<RegisterView<TRow>> Views => [];

    /// <summary>The columns that name a row in the outside world. A row of a file that agrees in all of them is the same row.</summary>
    public IEnumerable<Column<TRow>> KeyColumns => Columns.Where(c => c.IsKey);

    /// <summary>What a row is called on pages.</summary>
    public virtual string NameOf(TRow row) => KeyColumns.First().Text(row);

    /// <summary>Rules that concern more than one field.</summary>
    public virtual IEnumerable<FormError> Refuse(TRow row) => [];

    /// <summary>What must also be true before these rows are saved; runs in their transaction.</summary>
    public virtual Task PrepareAsync(AssayDb db, Actor actor, IReadOnlyCollection<TRow> rows, CancellationToken stop) => Task.CompletedTask;

    /// <summary>What a row touches, for the side of its page.</summary>
    public virtual Task<IReadOnlyList<LinkedPanel.Link>> LinkedAsync(AssayDb db, TRow row, DateOnly today, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<LinkedPanel.Link>>([]);

    public string SubjectOf(TRow row) => $"{Words.Kind}/{row.Id:n}";

    internal string SameKey =>
        $"There is {Words.An} with this {string.Join(" and ", KeyColumns.Select(c => c.Title.ToLowerInvariant()))} already.";

    internal string KeyOf(TRow row) => string.Join('\u001f', KeyColumns.Select(c => c.Text(row)));
}

/// <summary>How a register speaks of itself.</summary>
/// <param name="Path">Its address, without a leading slash.</param>
/// <param name="Kind">How the ledger names its rows, as <c>person</c>.</param>
/// <param name="One">A single row, as it reads in "Add a person".</param>
/// <param name="Many">Several, as it reads in "12 people".</param>
/// <param name="Purpose">One sentence that says what it is for.</param>
/// <param name="Why">Why it matters to the audit; shown while it is empty.</param>
public sealed record RegisterWords(string Path, string Kind, string Title, string One, string Many, string Purpose, string Why)
{
    public IReadOnlyList<(string Title, string Href)> Above { get; init; } = [];

    /// <summary>Other ways in than the form and the import, for whoever may edit.</summary>
    public IReadOnlyList<(string Title, string Href)> WaysIn { get; init; } = [];

    /// <summary>A single row with its article.</summary>
    public string An => $"{("aeiou".Contains(One[0], StringComparison.Ordinal) ? "an" : "a")} {One}";

    public IReadOnlyList<(string Title, string Href)> WithSelf => [.. Above, (Title, $"/{Path}")];
}

/// <summary>A question that people ask of a register, as a filter with a name.</summary>
/// <param name="Tone"><c>bad</c> where any row is one too many.</param>
public sealed record RegisterView<TRow>(string Key, string Title, Func<IQueryable<TRow>, DateOnly, IQueryable<TRow>> Of, string? Tone = null);
