using System.Linq.Expressions;
using Microsoft.AspNetCore.Components;

namespace Assay.Registers;

/// <summary>One of a few words. Files carry the word; a status is shown as its badge.</summary>
public sealed class ChoiceColumn<TRow, TEnum>(string key, string title, Expression<Func<TRow, TEnum>> property)
    : ValueColumn<TRow, TEnum>(key, title, property)
    where TRow : class, IRegisterRow
    where TEnum : struct, Enum
{
    private static readonly (string Value, string Title)[] _choices = [.. Enum.GetNames<TEnum>().Select(n => (n, Words(n)))];

    /// <summary>Whether it is shown as a status badge.</summary>
    public bool IsStatus { get; init; }

    /// <summary>What an empty field of a file means; null where it may not be empty.</summary>
    public TEnum? WhenEmpty { get; init; }

    /// <summary>Other spellings that files bring, in lower case.</summary>
    public IReadOnlyDictionary<string, TEnum> Spellings { get; init; } = new Dictionary<string, TEnum>();

    public override bool IsSortable => false;

    public override IReadOnlyList<(string Value, string Title)> Choices => _choices;

    public override string Initial => WhenEmpty?.ToString() ?? "";

    public override string Text(TRow row) => Get(row).ToString();

    public override RenderFragment Cell(TRow row) => IsStatus ? Shown.Status(Words(Text(row))) : builder => builder.AddContent(0, Words(Text(row)));

    public override string? Read(TRow row, string text)
    {
        if (!TryParse(text, out var value)) return $"{Title} must be one of {string.Join(", ", _choices.Select(c => c.Value))}.";

        Set(row, value);
        return null;
    }

    protected override bool TryParse(string text, out TEnum value)
    {
        var written = text.Trim();

        if (written is "" && WhenEmpty is { } usual) return Is(usual, out value);
        if (Spellings.TryGetValue(written.ToLowerInvariant(), out var other)) return Is(other, out value);

        // Names only: Enum.TryParse alone would take "7" as well.
        value = default;
        return _choices.Any(c => c.Value.Equals(written.Replace(" ", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase))
            && Enum.TryParse(written.Replace(" ", "", StringComparison.Ordinal), ignoreCase: true, out value);
    }

    private static bool Is(TEnum found, out TEnum value)
    {
        value = found;
        return true;
    }

    /// <returns><c>InReview</c> as "In review".</returns>
    private static string Words(string name) =>
        string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{c}"));
}
