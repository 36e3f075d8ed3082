using System.Globalization;
using System.Linq.Expressions;
using Microsoft.AspNetCore.Components;

namespace Assay.Registers;

/// <summary>A day, written 2026-03-02 everywhere: 03/02 means two different days in two countries.</summary>
public sealed class DateColumn<TRow>(string key, string title, Expression<Func<TRow, DateOnly?>> property)
    : ValueColumn<TRow, DateOnly?>(key, title, property)
    where TRow : class, IRegisterRow
{
    private const string _format = "yyyy-MM-dd";

    public override string InputType => "date";

    public override string CellClass => "nowrap";

    public override string Text(TRow row) => Get(row)?.ToString(_format, CultureInfo.InvariantCulture) ?? "";

    public override RenderFragment Cell(TRow row) => Shown.Day(Get(row));

    public override string? Read(TRow row, string text)
    {
        if (!TryParse(text, out var day)) return $"{Title} must be a day that exists, written like 2026-03-02.";
        if (day is null && Required) return null;               // that it is required is said by who asks for it

        Set(row, day);
        return null;
    }

    protected override bool TryParse(string text, out DateOnly? value)
    {
        value = null;
        if (text.Trim() is not { Length: > 0 } written) return true;
        if (!DateOnly.TryParseExact(Day(written), _format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return false;

        value = day;
        return day.Year is >= 1900 and < 2200;
    }

    // Exports of other systems write a time behind the day.
    private static string Day(string written) => written is { Length: > 10 } && written[10] is 'T' or ' ' ? written[..10] : written;
}
