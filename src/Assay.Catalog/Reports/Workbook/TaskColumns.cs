namespace Assay.Catalog.Reports.Workbook;

/// <summary>Where things stand in the workbook: the writer and the reader agree here.</summary>
internal static class TaskColumns
{
    public const string Sheet = "Tasks";

    /// <summary>Hidden: what each task was when the workbook was written, so that an edit is known from a difference.</summary>
    public const string Record = "As exported";

    /// <summary>The row of the headings; above it stand the title and a note.</summary>
    public const uint HeadingRow = 3;

    public const int Id = 1;
    public const int Title = 2;
    public const int Owner = 3;
    public const int Due = 4;
    public const int Note = 5;

    /// <summary>First cell of the hidden sheet. A later form of the workbook has another.</summary>
    public const string Mark = "Assay gap workbook 1";

    public static IReadOnlyList<SheetColumn> All { get; } =
    [
        new("Rank", 6), new("Control", 10), new("Task", 48), new("Owner", 22, IsEditable: true), new("Due", 12, IsEditable: true), new("Note", 36, IsEditable: true),
        new("Score", 8), new("S", 6), new("G", 6), new("C", 6), new("X", 6), new("T", 6), new("State", 12), new("Group", 20), new("Usual owner", 22),
        new("Days of work", 10), new("Criteria", 22), new("Policies", 16), new("Because", 60),
    ];
}
