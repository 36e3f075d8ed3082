using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Assay.Database;

/// <summary>Opens one organisation's data. Each use case opens its own, so nothing is shared between what runs at once.</summary>
public sealed class Tenancy(DbContextOptions<AssayDb> options, DbDataSource data, TimeProvider clock)
{
    /// <returns>A context whose transaction has begun and sees this organisation only. Roll back by disposing it.</returns>
    public async Task<AssayDb> OpenAsync(OrganizationId organization, CancellationToken stop)
    {
        var db = new AssayDb(options, data.CreateConnection(), organization, clock);

        try
        {
            await db.Database.BeginTransactionAsync(stop);
            await db.Database.ExecuteSqlAsync($"select set_tenant({organization.Value})", stop);
            return db;
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }
}
