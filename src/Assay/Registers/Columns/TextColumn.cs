using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Assay.Registers;

/// <summary>Words. Surrounding space is dropped; control characters are refused, because they hide in names.</summary>
public class TextColumn<TRow>(string key, string title, Expression<Func<TRow, string>> property, int maxLength = 200)
    : ValueColumn<TRow, string>(key, title, property)
    where TRow : class, IRegisterRow
{
    public bool IsMultiline { get; init; }

    public sealed override int? MaxLength => maxLength;

    public sealed override bool LedgerKeepsValue => false;

    public sealed override bool IsSearched => true;

    public override string InputType => IsMultiline ? "multiline" : "text";

    public sealed override string Text(TRow row) => Get(row);

    public sealed override string? Read(TRow row, string text)
    {
        var value = Normal(text);

        if (value.Length > maxLength) return $"{Title} is {value.Length} characters long; at most {maxLength} are kept.";
        if (value.Any(c => char.IsControl(c) && !(IsMultiline && c is '\n' or '\t'))) return $"{Title} holds a control character or a line break; type it again.";
        if (value is not "" && Fault(value) is { } fault) return fault;

        Set(row, value);
        return null;
    }

    protected virtual string Normal(string text) => text.ReplaceLineEndings("\n").Trim();

    protected virtual string? Fault(string value) => null;

    protected sealed override bool TryParse(string text, out string value)
    {
        value = Normal(text);
        return true;
    }

    internal sealed override Expression<Func<TRow, bool>> Containing(string words)
    {
        var like = Expression.Call(
            typeof(NpgsqlDbFunctionsExtensions), nameof(NpgsqlDbFunctionsExtensions.ILike), null,
            Expression.Constant(EF.Functions), Property.Body, Parameter($"%{Escaped(words)}%", typeof(string)), Expression.Constant(@"\"));

        return Expression.Lambda<Func<TRow, bool>>(like, Property.Parameters);
    }

    private static string Escaped(string words) =>
        words.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}

/// <summary>An e-mail address, in lower case so that two spellings are one person.</summary>
public sealed class EmailColumn<TRow>(string key, string title, Expression<Func<TRow, string>> property)
    : TextColumn<TRow>(key, title, property, 254)
    where TRow : class, IRegisterRow
{
    public override string InputType => "email";

    protected override string Normal(string text) => text.Trim().ToLowerInvariant();

    protected override string? Fault(string value) =>
        value.Split('@') is [{ Length: > 0 }, { Length: > 2 } domain] && domain.Trim('.').Contains('.', StringComparison.Ordinal) && !value.Any(char.IsWhiteSpace)
            ? null
            : $"{Title} is not an e-mail address. One looks like name@example.com.";
}
