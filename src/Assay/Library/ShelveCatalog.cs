using System.Security.Cryptography;
using Assay.Catalog;
using Assay.Catalog.Content;
using Npgsql;

namespace Assay.Library;

/// <summary>Brings the searchable table to the catalog that this program carries. Does nothing where it is that already.</summary>
internal sealed partial class ShelveCatalog(DatabaseSources sources, CatalogLibrary catalog, LibraryIndex index, ILogger<ShelveCatalog> log)
{
    /// <summary>Servers that start together write one after the other; the second finds it written.</summary>
    private const long _turn = 0x4153_5341_5901;

    public async Task RunAsync(CancellationToken stop)
    {
        var digest = Digest();
        await using var connection = await sources.Owner.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await ExecuteAsync(connection, $"select pg_advisory_xact_lock({_turn})", stop);

        await using (var asked = new NpgsqlCommand("select digest from catalog_edition", connection))
            if (await asked.ExecuteScalarAsync(stop) is string shelved && shelved == digest) return;

        await ExecuteAsync(connection, "delete from catalog_item; delete from catalog_edition", stop);
        var count = await InsertAsync(connection, stop);
        await ExecuteAsync(connection, "analyze catalog_item", stop);        // else the first searches are planned for an empty table

        await using var edition = new NpgsqlCommand("insert into catalog_edition (present, digest) values (true, $1)", connection);
        edition.Parameters.Add(new() { Value = digest });
        await edition.ExecuteNonQueryAsync(stop);
        await transaction.CommitAsync(stop);
        Log.Shelved(log, count);
    }

    /// <summary>Of the catalog, and of this program, which decides what of it is searched.</summary>
    private string Digest() => $"{Convert.ToHexStringLower(SHA256.HashData(catalog.Bytes.Span))} {typeof(ShelveCatalog).Module.ModuleVersionId:n}";

    private async Task<int> InsertAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        var position = 0;
        await using var batch = new NpgsqlBatch(connection);

        foreach (var shelf in index.Entries.GroupBy(e => e.Kind))
        {
            var written = catalog.Written(shelf.Key).EnumerateArray().ToDictionary(i => i.GetProperty("id").GetString()!);

            foreach (var entry in shelf)
            {
                var (summary, body) = ItemText.Of(written[entry.Item.Id]);
                batch.BatchCommands.Add(new("""
                    insert into catalog_item (kind, id, position, title, summary, body, ml, criteria, categories, stages, frameworks, passages, passage_words)
                    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, array(select to_tsvector('english', p) from unnest($12) with ordinality as cut (p, n) order by n))
                    """)
                {
                    Parameters =
                    {
                        new() { Value = entry.Kind }, new() { Value = entry.Item.Id }, new() { Value = ++position },
                        new() { Value = entry.Item.Title }, new() { Value = summary }, new() { Value = body }, new() { Value = entry.Item.Ml },
                        new() { Value = entry.Criteria.ToArray() }, new() { Value = entry.Categories.Select(c => c.Word()).ToArray() },
                        new() { Value = entry.Stages.Select(s => s.Word()).ToArray() }, new() { Value = entry.Frameworks.ToArray() },
                        new() { Value = Passages.Of(summary).Concat(Passages.Of(body)).ToArray() },
                    },
                });
            }
        }

        if (position > 0) await batch.ExecuteNonQueryAsync(stop);
        return position;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(stop);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Count} items of the catalog can be searched.")]
        public static partial void Shelved(ILogger log, int count);
    }
}
