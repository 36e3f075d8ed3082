using Microsoft.AspNetCore.Components;

namespace Assay.Registers;

/// <summary>What follows from other columns and the day. Shown and exported; a file that brings it back is not asked.</summary>
public sealed class ComputedColumn<TRow>(string key, string title, Func<TRow, string> text) : Column<TRow>(key, title)
    where TRow : class
{
    public bool IsStatus { get; init; }

    public override bool IsTyped => false;

    public override bool IsSortable => false;

    public override string Text(TRow row) => text(row);

    public override string? Read(TRow row, string text) => null;

    public override RenderFragment Cell(TRow row) => IsStatus ? Shown.Status(Text(row)) : base.Cell(row);

    internal override IQueryable<TRow> Having(IQueryable<TRow> rows, string text) => rows;

    internal override IQueryable<TRow> Ordered(IQueryable<TRow> rows, bool descending) => rows;

    internal override IQueryable<TRow> After(IQueryable<TRow> rows, string text, Guid id, bool descending) => rows;
}
