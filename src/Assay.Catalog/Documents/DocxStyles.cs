using DocumentFormat.OpenXml.Wordprocessing;

namespace Assay.Catalog.Documents;

/// <summary>How our Word documents look.</summary>
internal static class DocxStyles
{
    public static Styles Create() => new(
        new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(
                new RunFonts { Ascii = "Calibri", HighAnsi = "Calibri", ComplexScript = "Calibri" }, new FontSize { Val = "21" }, new Languages { Val = "en-GB" })),
            new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(new SpacingBetweenLines { After = "120", Line = "276", LineRule = LineSpacingRuleValues.Auto }))),
        new Style(new StyleName { Val = "Normal" }, new PrimaryStyle()) { Type = StyleValues.Paragraph, StyleId = "Normal", Default = true },
        Heading(1, "34", "0"), Heading(2, "27", "320"), Heading(3, "23", "240"), Heading(4, "21", "200"),
        Cell(), Footer(), Grid());

    /// <summary>One bullet list for all, and a numbering of its own for each ordered list, so that each starts where its text does.</summary>
    public static Numbering Numbering(IReadOnlyList<int> starts, int bullets, int first)
    {
        var numbering = new Numbering(Abstract(0, NumberFormatValues.Bullet, _ => "•"), Abstract(1, NumberFormatValues.Decimal, level => $"%{level + 1}."));
        numbering.Append(new NumberingInstance(new AbstractNumId { Val = 0 }) { NumberID = bullets });

        for (var i = 0; i < starts.Count; i++)
        {
            numbering.Append(new NumberingInstance(
                new AbstractNumId { Val = 1 },
                new LevelOverride(new StartOverrideNumberingValue { Val = starts[i] }) { LevelIndex = 0 })
            { NumberID = first + i });
        }

        return numbering;
    }

    private static Style Heading(int level, string size, string before) => new(
        new StyleName { Val = $"heading {level}" }, new BasedOn { Val = "Normal" }, new NextParagraphStyle { Val = "Normal" }, new PrimaryStyle(),
        new StyleParagraphProperties(new KeepNext(), new SpacingBetweenLines { Before = before, After = "100" }, new OutlineLevel { Val = level - 1 }),
        new StyleRunProperties(new Bold(), new FontSize { Val = size }))
    { Type = StyleValues.Paragraph, StyleId = $"Heading{level}" };

    /// <summary>A table's text: smaller, and without the space that paragraphs keep.</summary>
    private static Style Cell() => new(
        new StyleName { Val = "Table Text" }, new BasedOn { Val = "Normal" },
        new StyleParagraphProperties(new SpacingBetweenLines { Before = "0", After = "0", Line = "252", LineRule = LineSpacingRuleValues.Auto }),
        new StyleRunProperties(new FontSize { Val = "19" }))
    { Type = StyleValues.Paragraph, StyleId = "Cell" };

    private static Style Footer() => new(
        new StyleName { Val = "footer" }, new BasedOn { Val = "Normal" },
        new StyleParagraphProperties(new Tabs(new TabStop { Val = TabStopValues.Right, Position = 9_638 }), new SpacingBetweenLines { After = "0" }),
        new StyleRunProperties(new Color { Val = "555555" }, new FontSize { Val = "16" }))
    { Type = StyleValues.Paragraph, StyleId = "Footer" };

    private static Style Grid() => new(
        new StyleName { Val = "Grid" },
        new StyleTableProperties(
            new TableBorders(
                new TopBorder { Val = BorderValues.Single, Size = 4, Color = "999999" }, new LeftBorder { Val = BorderValues.Single, Size = 4, Color = "999999" },
                new BottomBorder { Val = BorderValues.Single, Size = 4, Color = "999999" }, new RightBorder { Val = BorderValues.Single, Size = 4, Color = "999999" },
                new InsideHorizontalBorder { Val = BorderValues.Single, Size = 4, Color = "999999" }, new InsideVerticalBorder { Val = BorderValues.Single, Size = 4, Color = "999999" }),
            new TableCellMarginDefault(
                new TopMargin { Width = "50", Type = TableWidthUnitValues.Dxa }, new TableCellLeftMargin { Width = 90, Type = TableWidthValues.Dxa },
                new BottomMargin { Width = "50", Type = TableWidthUnitValues.Dxa }, new TableCellRightMargin { Width = 90, Type = TableWidthValues.Dxa })))
    { Type = StyleValues.Table, StyleId = "Grid" };

    private static AbstractNum Abstract(int id, NumberFormatValues format, Func<int, string> text) => new(
        Enumerable.Range(0, 3).Select(level => new Level(
            new StartNumberingValue { Val = 1 },
            new NumberingFormat { Val = format },
            new LevelText { Val = text(level) },
            new PreviousParagraphProperties(new Indentation { Left = $"{(level + 1) * 400}", Hanging = "400" }))
        { LevelIndex = level }))
    { AbstractNumberId = id };
}
