using System.Text.Json;

namespace Assay.Registers;

/// <summary>What one save changed, as the ledger keeps it: values where they are safe to keep, else only the column's name.</summary>
public sealed record RowChange
{
    /// <summary>By column key: what it was and what it became.</summary>
    public IReadOnlyDictionary<string, Step> Values { get; init; } = new Dictionary<string, Step>();

    /// <summary>Columns that changed and whose words are not kept, because they may name a person.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>The import that brought it.</summary>
    public string? Import { get; init; }

    /// <summary>What named a removed row, as a keyed hash: whoever knows the name can ask whether it was here.</summary>
    public string? Key { get; init; }

    /// <summary>Why a row was removed, sealed under the row's own key.</summary>
    public SealedText? Reason { get; init; }

    public bool IsEmpty => Values.Count == 0 && Others.Count == 0;

    public sealed record Step(string From, string To);

    /// <summary>The values of a row before it is edited.</summary>
    internal static Dictionary<string, string> Before<TRow>(Register<TRow> register, TRow row) where TRow : class, IRegisterRow, new() =>
        register.Columns.Where(c => c.IsTyped).ToDictionary(c => c.Key, c => c.Text(row));

    internal static RowChange Of<TRow>(Register<TRow> register, Dictionary<string, string> before, TRow row) where TRow : class, IRegisterRow, new()
    {
        var changed = register.Columns.Where(c => c.IsTyped && before.GetValueOrDefault(c.Key, "") != c.Text(row)).ToList();

        return new()
        {
            Values = changed.Where(c => c.LedgerKeepsValue).ToDictionary(c => c.Key, c => new Step(before.GetValueOrDefault(c.Key, ""), c.Text(row))),
            Others = [.. changed.Where(c => !c.LedgerKeepsValue).Select(c => c.Key)],
        };
    }

    /// <returns>The change that an entry tells of; an empty one where the entry is of another shape.</returns>
    internal static RowChange Read(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<RowChange>(body, JsonSerializerOptions.Web) ?? new();
        }
        catch (JsonException)
        {
            return new();
        }
    }
}
