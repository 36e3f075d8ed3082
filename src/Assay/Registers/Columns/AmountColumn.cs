using System.Globalization;
using System.Linq.Expressions;
using Microsoft.AspNetCore.Components;

namespace Assay.Registers;

/// <summary>An amount of money in whole units. Thousands may be set apart by commas or spaces; a fraction is refused rather than rounded.</summary>
public sealed class AmountColumn<TRow>(string key, string title, Expression<Func<TRow, long>> property)
    : ValueColumn<TRow, long>(key, title, property)
    where TRow : class, IRegisterRow
{
    public const long Largest = 100_000_000;

    public override string CellClass => "number";

    public override string Text(TRow row) => Get(row).ToString(CultureInfo.InvariantCulture);

    public override RenderFragment Cell(TRow row) => builder => builder.AddContent(0, Get(row).ToString("N0", CultureInfo.InvariantCulture));

    public override string? Read(TRow row, string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;       // that it is required is said by who asks for it
        if (!TryParse(text, out var amount)) return $"{Title} must be a whole amount from 0 to {Largest:N0}, such as 18500.";

        Set(row, amount);
        return null;
    }

    protected override bool TryParse(string text, out long value) =>
        long.TryParse(text.Replace(",", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out value)
        && value <= Largest;
}
