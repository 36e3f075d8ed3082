using Assay.Catalog.Content;
using Npgsql;
using NpgsqlTypes;

namespace Assay.Library;

/// <summary>Finds items by words and filters, the best first, a page at a time.</summary>
public sealed class SearchLibrary
{
    public const int PageSize = 20;

    private readonly DatabaseSources _sources;

    internal SearchLibrary(DatabaseSources sources) => _sources = sources;

    /// <param name="Passage">Where the words were found; without words, what the item is.</param>
    public sealed record Found(string Kind, string Id, string Title, bool Ml, IReadOnlyList<string> Criteria, Passage Passage, LibraryQuery.Place Place);

    /// <param name="Counts">How many items of each kind fit, whatever kind is shown.</param>
    public sealed record Result(IReadOnlyList<Found> Items, IReadOnlyDictionary<string, int> Counts, LibraryQuery.Place? Next)
    {
        public int Total(string? kind) => kind is null ? Counts.Values.Sum() : Counts.GetValueOrDefault(kind);
    }

    public async Task<Result> RunAsync(LibraryQuery query, CancellationToken stop)
    {
        await using var connection = await _sources.App.OpenConnectionAsync(stop);

        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Page(query));
        batch.BatchCommands.Add(Count(query));
        await using var rows = await batch.ExecuteReaderAsync(stop);

        List<Found> found = [];
        while (await rows.ReadAsync(stop))
        {
            found.Add(new(
                rows.GetString(0), rows.GetString(1), rows.GetString(2), rows.GetBoolean(3), rows.GetFieldValue<string[]>(4),
                Passage.Of(rows.GetString(5)), new(rows.GetInt32(6), rows.GetInt32(7))));
        }

        Dictionary<string, int> counts = [];
        await rows.NextResultAsync(stop);
        while (await rows.ReadAsync(stop)) counts[rows.GetString(0)] = rows.GetInt32(1);

        var more = found.Count > PageSize;
        if (more) found.RemoveAt(PageSize);
        return new(found, counts, more ? found[^1].Place : null);
    }

    // An id that is typed whole comes first; a title outweighs a mention. The passage is drawn for the rows of the page alone.
    private static NpgsqlBatchCommand Page(LibraryQuery query)
    {
        var rank = query.Search is null ? "0" : "least((ts_rank_cd(words, asked, 1) * 1000000)::integer, 900000000) + case when upper(id) = upper($1) then 1000000000 else 0 end";
        var passage = query.Search is null ? "summary" : Passage.Sql("asked");

        return With(query, $"""
            with asked_for as (select websearch_to_tsquery('english', $1) as asked),
            fits as (
                select kind, id, title, ml, criteria, summary, passages, passage_words, asked, {rank} as rank, position
                from catalog_item, asked_for
                where {Filter(query)} and ($2::text is null or kind = $2))
            select kind, id, title, ml, criteria, {passage}, rank, position
            from (select * from fits where ($8::integer is null or rank < $8 or rank = $8 and position > $9)
                  order by rank desc, position limit {PageSize + 1}) as page
            order by rank desc, position
            """);
    }

    private static NpgsqlBatchCommand Count(LibraryQuery query) => With(query, $"""
        with asked_for as (select websearch_to_tsquery('english', $1) as asked)
        select kind, count(*)::integer from catalog_item, asked_for
        where {Filter(query)}
        group by kind
        """);

    /// <summary>Only what was asked stands in the query, so that the index on words is used where there are words.</summary>
    private static string Filter(LibraryQuery query) => string.Join(" and ",
    [
        query.Search is null ? "$1::text is null" : "words @@ asked",
        "($3::text is null or $3 = any(criteria))",
        "($4::text is null or $4 = any(categories))",
        "($5::text is null or $5 = any(stages))",
        "($6::text is null or $6 = any(frameworks))",
        "(not $7 or ml)",
    ]);

    private static NpgsqlBatchCommand With(LibraryQuery query, string sql) => new(sql)
    {
        Parameters =
        {
            Text(query.Search), Text(query.Kind), Text(query.Criterion), Text(query.Category?.Word()), Text(query.Stage?.Word()), Text(query.Framework),
            new() { Value = query.MlOnly }, Number(query.After?.Rank), Number(query.After?.Position),
        },
    };

    private static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter Number(int? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer };
}
