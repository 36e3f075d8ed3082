using Microsoft.EntityFrameworkCore;

namespace Assay.Ledger;

internal static class LogRows
{
    extension(AssayDb db)
    {
        /// <summary>The newest checkpoint.</summary>
        public Task<SignedCheckpoint?> HeadAsync(CancellationToken stop) =>
            db.Set<SignedCheckpoint>().AsNoTracking().OrderByDescending(c => c.Size).FirstOrDefaultAsync(stop);

        /// <summary>The texts of numbered entries. One that is no longer there is empty, so that the others keep their places.</summary>
        public async Task<IReadOnlyList<byte[]>> TextsAsync(long from, int count, CancellationToken stop)
        {
            await using var command = db.Command("""
                select p.sequence, convert_to(e.text, 'UTF8') from ledger_position p
                join ledger_entry e on e.organization_id = p.organization_id and e.entry_id = p.entry_id
                where p.organization_id = $1 and p.sequence >= $2 and p.sequence < $3
                """, db.Organization.Value, from, from + count);
            await using var rows = await command.ExecuteReaderAsync(stop);

            byte[][] texts = [.. Enumerable.Repeat(Array.Empty<byte>(), count)];
            while (await rows.ReadAsync(stop)) texts[rows.GetInt64(0) - from] = rows.GetFieldValue<byte[]>(1);

            return texts;
        }
    }
}
