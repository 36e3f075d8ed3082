using Assay.Catalog;
using Assay.Catalog.Content;

namespace Assay.Library;

/// <summary>How many items of each kind serve each criterion, and where that is thin.</summary>
public sealed class Coverage(LibraryIndex index, CatalogLibrary catalog)
{
    private readonly Lazy<IReadOnlyList<Row>> _rows = new(() => [.. catalog.Criteria.Select(c => new Row(c, [.. Columns.Select(column => Count(index, c.Id, column))]))]);

    /// <summary>What is counted. Below the least a criterion rests on too little.</summary>
    public static IReadOnlyList<Column> Columns { get; } =
    [
        new("Controls", ItemKind.Controls, 2), new("ML controls", ItemKind.Controls, 1, MlOnly: true), new("Policies", ItemKind.Policies, 1),
        new("Checks", ItemKind.Checks, 1), new("Evidence", ItemKind.Evidence, 1), new("Risks", ItemKind.Risks, 1),
    ];

    public IReadOnlyList<Row> Rows => _rows.Value;

    public sealed record Column(string Title, string Kind, int Least, bool MlOnly = false)
    {
        /// <summary>The list that the number counts.</summary>
        public string Href(string criterion) =>
            new LibraryQuery(null, Kind, criterion, null, null, null, MlOnly, null).Href();
    }

    public sealed record Row(Criterion Criterion, IReadOnlyList<int> Counts)
    {
        public bool IsThin(int column) => Counts[column] < Columns[column].Least;

        public bool HasThin => Counts.Where((_, i) => IsThin(i)).Any();
    }

    private static int Count(LibraryIndex index, string criterion, Column column) =>
        index.Entries.Count(e => e.Kind == column.Kind && (!column.MlOnly || e.Item.Ml) && e.Criteria.Contains(criterion));
}
