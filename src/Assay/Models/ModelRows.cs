using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Assay.Models;

/// <summary>How models and versions are found. Deleted ones are found by nobody who asks for them by name.</summary>
internal static class ModelRows
{
    extension(AssayDb db)
    {
        public Task<RegisteredModel?> ModelAsync(string name, CancellationToken stop) =>
            db.Set<RegisteredModel>().FirstOrDefaultAsync(m => m.Name == name && m.DeletedAt == null, stop);

        public Task<ModelVersion?> VersionAsync(string name, int number, CancellationToken stop) =>
            db.Set<ModelVersion>().FirstOrDefaultAsync(v => v.Name == name && v.Number == number && v.DeletedAt == null, stop);

        /// <summary>Holds the model until this transaction ends, so that what is decided about its versions is decided one after the other.</summary>
        public async Task<RegisteredModel?> HoldModelAsync(string name, CancellationToken stop)
        {
            var organization = db.Organization.Value;
            var model = await db.Set<RegisteredModel>()
                .FromSql($"select * from registered_model where organization_id = {organization} and name = {name} and deleted_at is null for update")
                .FirstOrDefaultAsync(stop);
            return model;
        }
    }

    extension(DbUpdateException failure)
    {
        /// <summary>Whether the row was there already: somebody else was faster.</summary>
        public bool IsDuplicateModel => failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };
    }
}
