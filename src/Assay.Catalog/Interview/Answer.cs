using Assay.Catalog.Content;

namespace Assay.Catalog.Interview;

/// <summary>
/// What somebody said to one question. It has one canonical text, used alike in files, forms, the API, workbooks and
/// the database: <c>unknown</c>, <c>operating@2026-02-01</c>, <c>fine_tuned,third_party_api</c>, <c>15</c>.
/// </summary>
public abstract record Answer
{
    private Answer()
    {
    }

    public abstract string Text { get; }

    public sealed override string ToString() => Text;

    /// <summary>Asked, and not known. It counts as not in place.</summary>
    public sealed record Unknown : Answer
    {
        public override string Text => "unknown";
    }

    public sealed record Practice(Level Level, DateOnly? Last = null) : Answer
    {
        public override string Text => Level.Word() + (Last is { } day ? $"@{day:yyyy-MM-dd}" : "");
    }

    public sealed record Chosen(IReadOnlyList<string> Ids) : Answer
    {
        public override string Text => string.Join(',', Ids);

        public bool Equals(Chosen? other) => other is not null && Text == other.Text;

        public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
    }

    public sealed record Number(decimal Value) : Answer
    {
        public override string Text => Value.ToString("0.############");
    }

    /// <summary>A day, or none where it never happened.</summary>
    public sealed record Day(DateOnly? Value) : Answer
    {
        public override string Text => Value is { } day ? $"{day:yyyy-MM-dd}" : "never";
    }

    public sealed record Free(string Value) : Answer
    {
        public override string Text => Value;
    }
}
