using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Assay.Registers;

/// <summary>Adds a row to a register or changes one. The form and the API both end here.</summary>
public sealed class SaveRow<TRow>(Tenancy tenancy, Register<TRow> register, TimeProvider clock) where TRow : class, IRegisterRow, new()
{
    public abstract record Outcome
    {
        public sealed record Saved(Guid Id) : Outcome;
        public sealed record Refused(IReadOnlyList<FormError> Errors) : Outcome;
        public sealed record NotFound : Outcome;

        /// <summary>Somebody else saved this row since it was read.</summary>
        public sealed record Stale : Outcome;
    }

    /// <param name="id">The row to change, or null for a new one.</param>
    /// <param name="version">The version that was edited; null where the caller does not mind.</param>
    public async Task<Outcome> RunAsync(Actor actor, Guid? id, int? version, IReadOnlyDictionary<string, string> texts, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);

        var row = id is null ? new TRow { Id = Guid.CreateVersion7(clock.GetUtcNow()) } : await db.Set<TRow>().FirstOrDefaultAsync(r => r.Id == id, stop);

        if (row is null) return new Outcome.NotFound();
        if (version is not null && id is not null && row.Version != version) return new Outcome.Stale();

        var before = id is null ? [] : RowChange.Before(register, row);
        if (register.Fill(row, texts, isNew: id is null) is { Count: > 0 } errors) return new Outcome.Refused(errors);

        var change = RowChange.Of(register, before, row);
        if (id is not null && change.IsEmpty) return new Outcome.Saved(row.Id);

        if (id is null) db.Add(row);
        await register.PrepareAsync(db, actor, [row], stop);
        db.Record(actor, $"{register.Words.Kind}.{(id is null ? "added" : "changed")}", register.SubjectOf(row), change);

        return await CommitAsync(db, row, stop);
    }

    private async Task<Outcome> CommitAsync(AssayDb db, TRow row, CancellationToken stop)
    {
        try
        {
            await db.CommitAsync(stop);
            return new Outcome.Saved(row.Id);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Outcome.Stale();
        }
        catch (DbUpdateException failure) when (failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new Outcome.Refused([new(register.KeyColumns.First().Key, register.SameKey)]);
        }
        catch (DbUpdateException failure) when (failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation })
        {
            return new Outcome.Refused([new(register.KeyColumns.First().Key, $"Other records name this {register.Words.One}, so it keeps its {register.KeyColumns.First().Title.ToLowerInvariant()}.")]);
        }
    }
}
