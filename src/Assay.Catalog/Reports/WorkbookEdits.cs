using Assay.Catalog.Gaps;

namespace Assay.Catalog.Reports;

/// <summary>What people changed in an exported workbook.</summary>
/// <param name="Company">Whose analysis it was.</param>
public sealed record WorkbookEdits(string Company, IReadOnlyList<TaskEdit> Tasks);

/// <param name="Row">Where it stands in the sheet Tasks.</param>
/// <param name="Before">As it was when the workbook was exported; where it has changed since, somebody else was faster.</param>
public sealed record TaskEdit(string ControlId, string Title, uint Row, TaskPlan Before, TaskPlan After);

/// <summary>What is wrong with a workbook, and in which cell.</summary>
/// <param name="Cell">A reference such as D7; empty where the whole sheet is meant.</param>
public sealed record WorkbookFault(string Sheet, string Cell, string Message)
{
    public override string ToString() => $"{Sheet}{(Cell.Length > 0 ? $"!{Cell}" : "")}{(Sheet.Length > 0 ? ": " : "")}{Message}";
}
