using System.Globalization;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Assay.Catalog.Reports.Workbook;

/// <summary>A heading, the column's width in characters, and whether people may edit what stands below.</summary>
internal sealed record SheetColumn(string Heading, double Width, bool IsEditable = false);

/// <summary>Writes one sheet row by row, so that the rows are never all in memory.</summary>
internal sealed class SheetWriter : IDisposable
{
    /// <summary>What the format allows in one cell.</summary>
    public const int MaxCellLength = 32_767;

    private const double _lineHeight = 15;
    private const double _highestRow = 400;

    private readonly OpenXmlWriter _to;
    private readonly IReadOnlyList<SheetColumn> _columns;
    private readonly List<Cell> _cells = [];
    private uint _row;
    private int _lines;

    private SheetWriter(WorksheetPart part, IReadOnlyList<SheetColumn> columns)
    {
        _to = OpenXmlWriter.Create(part);
        _columns = columns;
    }

    /// <param name="frozen">How many rows stay in sight while the others move.</param>
    public static SheetWriter Open(WorksheetPart part, IReadOnlyList<SheetColumn> columns, int frozen)
    {
        var sheet = new SheetWriter(part, columns);
        var to = sheet._to;

        to.WriteStartElement(new Worksheet());
        to.WriteElement(new SheetProperties(new PageSetupProperties { FitToPage = true }));
        to.WriteElement(new SheetViews(View(frozen)));
        to.WriteElement(new SheetFormatProperties { DefaultRowHeight = 15 });
        to.WriteElement(new Columns(columns.Select((c, i) => new Column { Min = (uint)i + 1, Max = (uint)i + 1, Width = c.Width, CustomWidth = true })));
        to.WriteStartElement(new SheetData());
        return sheet;
    }

    public uint Row => _row;

    public void NextRow()
    {
        EndRow();
        _row++;
        _lines = 1;
    }

    public void Put(string text, CellLook look = CellLook.Text)
    {
        var shown = Printable(text);
        if (shown is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠', ..])
            look = look is CellLook.Editable ? CellLook.GuardedEditable : CellLook.GuardedText;

        if (look is not (CellLook.Plain or CellLook.Title or CellLook.Note or CellLook.Sample)) _lines = Math.Max(_lines, Lines(shown, _columns[_cells.Count].Width));
        _cells.Add(new() { CellReference = Next(), StyleIndex = (uint)look, DataType = CellValues.InlineString, InlineString = new(new Text(shown) { Space = SpaceProcessingModeValues.Preserve }) });
    }

    public void Put(decimal number) =>
        _cells.Add(new() { CellReference = Next(), StyleIndex = (uint)CellLook.Number, CellValue = new(number.ToString(CultureInfo.InvariantCulture)) });

    /// <summary>A day, or a cell that waits for one.</summary>
    public void Put(DateOnly? day) => _cells.Add(day is { } known
        ? new Cell { CellReference = Next(), StyleIndex = (uint)CellLook.EditableDate, CellValue = new(known.ToDateTime(TimeOnly.MinValue).ToOADate().ToString(CultureInfo.InvariantCulture)) }
        : new Cell { CellReference = Next(), StyleIndex = (uint)CellLook.EditableDate });

    /// <param name="after">What the format wants to stand behind the rows: filter, validations, page.</param>
    public void End(params OpenXmlElement[] after)
    {
        EndRow();
        _to.WriteEndElement();
        foreach (var element in after) _to.WriteElement(element);
        _to.WriteElement(new PageMargins { Left = 0.5, Right = 0.5, Top = 0.6, Bottom = 0.6, Header = 0.3, Footer = 0.3 });
        _to.WriteElement(new PageSetup { Orientation = OrientationValues.Landscape, PaperSize = 9, FitToWidth = 1, FitToHeight = 0 });
        _to.WriteEndElement();
    }

    public void Dispose() => _to.Dispose();

    /// <summary>A1 for column 0 of row 1.</summary>
    public static string Reference(int column, uint row)
    {
        var letters = "";
        for (var left = column + 1; left > 0; left = (left - 1) / 26) letters = (char)('A' + ((left - 1) % 26)) + letters;
        return $"{letters}{row}";
    }

    private string Next() => Reference(_cells.Count, _row);

    /// <summary>Not every spreadsheet fits the height of a row to its text by itself.</summary>
    private void EndRow()
    {
        if (_row == 0) return;

        var row = new Row { RowIndex = _row };
        if (_lines > 1) row.Height = Math.Min(_lines * _lineHeight, _highestRow);

        _to.WriteStartElement(row);
        foreach (var cell in _cells) _to.WriteElement(cell);
        _to.WriteEndElement();
        _cells.Clear();
    }

    private static int Lines(string text, double width) =>
        text.Split('\n').Sum(line => Math.Max(1, (int)Math.Ceiling(line.Length * 1.05 / width)));

    private static SheetView View(int frozen)
    {
        var view = new SheetView { WorkbookViewId = 0, ShowGridLines = false };
        if (frozen > 0) view.Append(new Pane { VerticalSplit = frozen, TopLeftCell = $"A{frozen + 1}", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen });
        return view;
    }

    /// <summary>XML has no place for control characters, whoever typed them, nor a cell for a novel.</summary>
    private static string Printable(string text)
    {
        var clean = text.All(c => XmlConvert.IsXmlChar(c) && !char.IsSurrogate(c)) ? text
            : string.Concat(text.EnumerateRunes().Select(r => r.IsBmp && !XmlConvert.IsXmlChar((char)r.Value) ? "\uFFFD" : r.ToString()));
        return clean.Length <= MaxCellLength ? clean : clean[..(MaxCellLength - 1)] + "…";
    }
}
