using System.Linq.Expressions;
using Microsoft.AspNetCore.Components;

namespace Assay.Registers;

/// <summary>Yes or no. A file must say which: an empty field is not a no.</summary>
public sealed class YesNoColumn<TRow>(string key, string title, Expression<Func<TRow, bool>> property)
    : ValueColumn<TRow, bool>(key, title, property)
    where TRow : class, IRegisterRow
{
    private static readonly (string, string)[] _choices = [("yes", "Yes"), ("no", "No")];

    public override bool IsSortable => false;

    public override IReadOnlyList<(string Value, string Title)> Choices => _choices;

    public override string Text(TRow row) => Get(row) ? "yes" : "no";

    public override RenderFragment Cell(TRow row) => builder => builder.AddContent(0, Get(row) ? "Yes" : "No");

    public override string? Read(TRow row, string text)
    {
        if (!TryParse(text, out var value)) return $"{Title} must be yes or no.";

        Set(row, value);
        return null;
    }

    protected override bool TryParse(string text, out bool value)
    {
        var written = text.Trim().ToLowerInvariant();
        value = written is "yes" or "y" or "true" or "1";
        return value || written is "no" or "n" or "false" or "0";
    }
}
