using Microsoft.AspNetCore.Components;

namespace Assay.Registers;

/// <summary>One fact of a row: how it is shown, typed, read from a file, written to one, sorted and told to the ledger.</summary>
/// <param name="key">Its name in files, addresses and the API.</param>
/// <param name="title">Its name on pages.</param>
public abstract class Column<TRow>(string key, string title) where TRow : class
{
    public string Key { get; } = key;

    public string Title { get; } = title;

    public string? Help { get; init; }

    public bool Required { get; init; }

    /// <summary>Part of what names the row in the outside world.</summary>
    public bool IsKey { get; init; }

    /// <summary>Shown on the row's page only, to keep the table narrow.</summary>
    public bool IsDetail { get; init; }

    /// <summary>Other headings under which files bring it.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>False for what follows from other columns: shown and exported, never typed or imported.</summary>
    public virtual bool IsTyped => true;

    /// <summary>
    /// Whether the ledger keeps the value, or only that it changed. What people write freely may name a person,
    /// and an entry cannot be erased.
    /// </summary>
    public virtual bool LedgerKeepsValue => true;

    public virtual bool IsSortable => true;

    public virtual bool IsSearched => false;

    public virtual string InputType => "text";

    public virtual int? MaxLength => null;

    public virtual string? CellClass => null;

    public virtual IReadOnlyList<(string Value, string Title)>? Choices => null;

    /// <summary>What a new row's form begins with.</summary>
    public virtual string Initial => "";

    /// <summary>The value as files, forms and the API carry it; empty where there is none.</summary>
    public abstract string Text(TRow row);

    /// <summary>Puts a value into the row.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public abstract string? Read(TRow row, string text);

    /// <summary>The value as a page shows it.</summary>
    public virtual RenderFragment Cell(TRow row) => Text(row) is { Length: > 0 } text ? builder => builder.AddContent(0, text) : Shown.Nothing;

    internal abstract IQueryable<TRow> Having(IQueryable<TRow> rows, string text);

    internal abstract IQueryable<TRow> Ordered(IQueryable<TRow> rows, bool descending);

    /// <summary>The rows that follow the one with this value and id, in the order of this column.</summary>
    internal abstract IQueryable<TRow> After(IQueryable<TRow> rows, string text, Guid id, bool descending);

    /// <returns>A condition that holds where the value contains the words, or null for columns that are not searched.</returns>
    internal virtual System.Linq.Expressions.Expression<Func<TRow, bool>>? Containing(string words) => null;
}
