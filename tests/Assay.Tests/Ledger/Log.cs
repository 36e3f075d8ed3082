using System.Net.Http.Json;
using System.Text;
using Assay.Database;
using Assay.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Assay.Tests.Ledger;

/// <summary>The ledger of a product, as a test fills it, waits for it and tampers with it.</summary>
internal static class Log
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    extension(Product product)
    {
        public async Task RecordAsync(int count, string kind = "test.recorded")
        {
            for (var i = 0; i < count; i++)
            {
                await using var db = await product.OpenAsync();
                db.Record(product.Actor!, kind, $"test/{i}", new { number = i });
                await db.CommitAsync(Stop);
            }
        }

        /// <summary>Waits until every committed entry has its number.</summary>
        public async Task<Checkpoint> NumberedAsync()
        {
            product.Browser().Dispose();            // the sequencer runs once the product does

            for (var i = 0; i < 200; i++)
            {
                await using (var db = await product.OpenAsync())
                {
                    if (!await db.Set<PendingEntry>().AnyAsync(Stop) && await db.HeadAsync(Stop) is { } head) return head.Read();
                }

                await Task.Delay(50, Stop);
            }

            throw new TimeoutException("Entries were not numbered.");
        }

        public async Task<string> ExportAsync()
        {
            var path = Path.Join(Path.GetTempPath(), $"{Guid.CreateVersion7():n}.zip");
            await using var file = File.Create(path);
            await (await product.Browser().GetStreamAsync("/api/ledger/export", Stop)).CopyToAsync(file, Stop);
            return path;
        }

        /// <summary>What an administrator of the database can do: no policy and no grant holds him.</summary>
        public async Task TamperAsync(string sql)
        {
            await using var superuser = NpgsqlDataSource.Create(product.Login(DatabaseRoles.Superuser));
            await using var command = superuser.CreateCommand(sql);
            Assert.True(await command.ExecuteNonQueryAsync(Stop) > 0, $"nothing was touched by: {sql}");
        }

        public async Task<T> AskAsync<T>(string sql)
        {
            await using var superuser = NpgsqlDataSource.Create(product.Login(DatabaseRoles.Superuser));
            await using var command = superuser.CreateCommand(sql);
            return (T)(await command.ExecuteScalarAsync(Stop))!;
        }
    }
}
