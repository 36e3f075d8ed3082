using Microsoft.AspNetCore.Components;

namespace Assay.Registers;

/// <summary>Small pieces of a cell.</summary>
internal static class Shown
{
    /// <summary>A dash, so that a gap is seen.</summary>
    public static readonly RenderFragment Nothing = builder => builder.AddMarkupContent(0, """<span class="absent">–</span>""");

    public static RenderFragment Status(string word) => builder =>
    {
        builder.OpenComponent<StatusBadge>(0);
        builder.AddAttribute(1, nameof(StatusBadge.Word), word);
        builder.CloseComponent();
    };

    public static RenderFragment Day(DateOnly? day) => builder =>
    {
        builder.OpenComponent<DateText>(0);
        builder.AddAttribute(1, nameof(DateText.Date), day);
        builder.AddAttribute(2, nameof(DateText.Distance), false);
        builder.CloseComponent();
    };
}
