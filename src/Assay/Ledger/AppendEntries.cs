using Npgsql;

namespace Assay.Ledger;

/// <summary>Takes many entries at once into the ledger, durable when it returns; for what machines send in bulk.</summary>
/// <remarks>
/// By binary COPY where the database has a login that row-level security does not cover, as the private one has; elsewhere
/// PostgreSQL refuses COPY and the rows go in as arrays.
/// </remarks>
internal sealed class AppendEntries(Tenancy tenancy, DatabaseSources sources)
{
    private const string _columns = "organization_id, entry_id, kind, occurred_at, recorded_at, actor, subject, text";

    /// <exception cref="ArgumentException">An entry is of another organisation.</exception>
    public async Task RunAsync(OrganizationId organization, IReadOnlyCollection<LedgerEntry> entries, CancellationToken stop)
    {
        if (entries.Any(e => e.OrganizationId != organization.Value)) throw new ArgumentException("An entry goes into the ledger of its own organisation.", nameof(entries));

        if (sources.Bulk is { } bulk) await CopyAsync(bulk, entries, stop);
        else await InsertAsync(organization, entries, stop);
    }

    private static async Task CopyAsync(NpgsqlDataSource bulk, IReadOnlyCollection<LedgerEntry> entries, CancellationToken stop)
    {
        await using var connection = await bulk.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);

        await using (var rows = await connection.BeginBinaryImportAsync($"copy ledger_entry ({_columns}) from stdin (format binary)", stop))
        {
            foreach (var e in entries) await rows.WriteRowAsync(stop, e.OrganizationId, e.EntryId, e.Kind, e.OccurredAt, e.RecordedAt, e.Actor, e.Subject, e.Text);
            await rows.CompleteAsync(stop);
        }

        await using (var rows = await connection.BeginBinaryImportAsync("copy ledger_pending (organization_id, entry_id) from stdin (format binary)", stop))
        {
            foreach (var e in entries) await rows.WriteRowAsync(stop, e.OrganizationId, e.EntryId);
            await rows.CompleteAsync(stop);
        }

        await transaction.CommitAsync(stop);
    }

    private async Task InsertAsync(OrganizationId organization, IReadOnlyCollection<LedgerEntry> entries, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        var ids = entries.Select(e => e.EntryId).ToArray();

        await using var rows = db.Command($"""
            insert into ledger_entry ({_columns})
            select $1, * from unnest($2, $3, $4, $5, $6, $7, $8)
            """, organization.Value, ids, Texts(e => e.Kind), Times(e => e.OccurredAt), Times(e => e.RecordedAt), Texts(e => e.Actor), Texts(e => e.Subject), Texts(e => e.Text));
        await rows.ExecuteNonQueryAsync(stop);

        await using var pending = db.Command("insert into ledger_pending (organization_id, entry_id) select $1, * from unnest($2)", organization.Value, ids);
        await pending.ExecuteNonQueryAsync(stop);
        await db.CommitAsync(stop);

        string[] Texts(Func<LedgerEntry, string> of) => [.. entries.Select(of)];
        DateTimeOffset[] Times(Func<LedgerEntry, DateTimeOffset> of) => [.. entries.Select(of)];
    }
}
