using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Assay.Database;

public static class Duplicates
{
    extension(DbUpdateException failure)
    {
        /// <summary>Whether the row was there already: somebody else was faster.</summary>
        public bool IsDuplicate => failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };
    }
}
