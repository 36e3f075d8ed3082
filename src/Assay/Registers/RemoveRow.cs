using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Assay.Registers;

/// <summary>Takes a row out of a register. The ledger keeps that it was there, who removed it and why.</summary>
public sealed class RemoveRow<TRow>(Tenancy tenancy, Register<TRow> register, Sealing sealing) where TRow : class, IRegisterRow, new()
{
    public const int MaxReasonLength = 500;

    public enum Outcome
    {
        Removed,
        NotFound,
        NoReason,
        Named,

        /// <summary>Somebody else saved this row since it was read.</summary>
        Stale,
    }

    /// <param name="version">The version that was read; null where the caller does not mind.</param>
    public async Task<Outcome> RunAsync(Actor actor, Guid id, int? version, string reason, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(reason) || reason.Trim().Length > MaxReasonLength) return Outcome.NoReason;

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.Set<TRow>().FirstOrDefaultAsync(r => r.Id == id, stop) is not { } row) return Outcome.NotFound;
        if (version is not null && row.Version != version) return Outcome.Stale;

        db.Remove(row);
        db.Record(actor, $"{register.Words.Kind}.removed", register.SubjectOf(row), new RowChange { Key = await sealing.PseudonymAsync(db, register.KeyOf(row), stop), Reason = await sealing.SealAsync(db, register.SubjectOf(row), reason.ReplaceLineEndings(" ").Trim(), stop) });

        try
        {
            await db.CommitAsync(stop);
            return Outcome.Removed;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Outcome.Stale;
        }
        catch (DbUpdateException failure) when (failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation })
        {
            return Outcome.Named;
        }
    }
}
