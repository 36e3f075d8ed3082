using Microsoft.EntityFrameworkCore;

namespace Assay.Identity;

/// <summary>At each start until there is an owner: has a code ready by which the first visitor proves to be the one who started the server.</summary>
public sealed class PrepareSetup(IdentityDb db)
{
    /// <returns>The code as it is read out, or null where an owner exists.</returns>
    public async Task<string?> RunAsync(CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.Database.ExecuteSqlAsync($"lock table setup_code in exclusive mode", stop);      // replicas start together

        if (!await IsOpenAsync(stop)) return null;

        var code = await db.SetupCodes.SingleOrDefaultAsync(stop) ?? db.SetupCodes.Add(new SetupCode()).Entity;
        if (code.IsSpent) code.Renew();

        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return code.ToString();
    }

    /// <summary>Whether the first visit is still to come.</summary>
    public async Task<bool> IsOpenAsync(CancellationToken stop) => !await db.Organizations.AnyAsync(stop);
}
