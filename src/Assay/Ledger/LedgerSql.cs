using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Assay.Ledger;

/// <summary>What the ledger asks in SQL of its own, in the transaction that is open.</summary>
internal static class LedgerSql
{
    // Any number will do, as long as it is always this one; the other half names the organisation.
    private const int _turn = 0x4c4f47;

    extension(AssayDb db)
    {
        public NpgsqlCommand Command(string sql, params ReadOnlySpan<object> values)
        {
            var command = new NpgsqlCommand(sql, (NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction)db.Database.CurrentTransaction!.GetDbTransaction());
            foreach (var value in values) command.Parameters.Add(new() { Value = value });

            return command;
        }

        /// <summary>Makes this transaction the one that writes to the organisation's log, until it ends.</summary>
        /// <returns>False where another one does.</returns>
        public async Task<bool> TakeLogAsync(CancellationToken stop)
        {
            await using var command = db.Command("select pg_try_advisory_xact_lock($1, hashtext($2))", _turn, db.Organization.ToString());
            return (bool)(await command.ExecuteScalarAsync(stop))!;
        }

        /// <summary>The same for a person, who can wait the moment that a batch takes.</summary>
        public async Task<bool> WaitForLogAsync(CancellationToken stop)
        {
            for (var tries = 0; tries < 100; tries++)
            {
                if (await db.TakeLogAsync(stop)) return true;
                await Task.Delay(TimeSpan.FromMilliseconds(50), stop);
            }

            return false;
        }
    }
}
