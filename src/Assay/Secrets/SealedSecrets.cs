using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Assay.Secrets;

/// <summary>Settings that are written and never shown: a page tells only whether one is set, since when and by whom.</summary>
/// <remarks>
/// Within the caller's transaction, so that a secret changes with the setting it belongs to. Each is sealed for its
/// organisation and its name: a value that is copied to another row opens nothing.
/// </remarks>
public sealed class SealedSecrets(IDataProtectionProvider protection, TimeProvider clock)
{
    public sealed record State(DateTimeOffset SetAt, Guid SetBy);

    /// <param name="name">As <c>sign_on.client_secret</c>.</param>
    public async Task SetAsync(AssayDb db, Actor actor, string name, string value, CancellationToken stop)
    {
        var sealedValue = Protector(db, name).Protect(value);

        if (await db.Set<SealedSecret>().FirstOrDefaultAsync(s => s.Name == name, stop) is { } row)
            (row.Value, row.SetBy, row.SetAt) = (sealedValue, actor.UserId, clock.GetUtcNow());
        else
            db.Add(new SealedSecret { Name = name, Value = sealedValue, SetBy = actor.UserId, SetAt = clock.GetUtcNow() });

        db.Record(actor, "secret.set", $"secret/{name}", new { });
    }

    /// <returns>Whether there was one.</returns>
    public async Task<bool> ClearAsync(AssayDb db, Actor actor, string name, CancellationToken stop)
    {
        if (await db.Set<SealedSecret>().FirstOrDefaultAsync(s => s.Name == name, stop) is not { } row) return false;

        db.Remove(row);
        db.Record(actor, "secret.cleared", $"secret/{name}", new { });
        return true;
    }

    /// <returns>Null where it is not set.</returns>
    public static async Task<State?> StateOfAsync(AssayDb db, string name, CancellationToken stop) =>
        await db.Set<SealedSecret>().AsNoTracking().Where(s => s.Name == name).Select(s => new State(s.SetAt, s.SetBy)).FirstOrDefaultAsync(stop);

    /// <summary>The value in the clear, for the one piece of code that sends it to whom it is for.</summary>
    /// <returns>Null where it is not set.</returns>
    public async Task<string?> OpenAsync(AssayDb db, string name, CancellationToken stop) =>
        await db.Set<SealedSecret>().AsNoTracking().Where(s => s.Name == name).Select(s => s.Value).FirstOrDefaultAsync(stop) is { } value
            ? Protector(db, name).Unprotect(value)
            : null;

    private IDataProtector Protector(AssayDb db, string name) => protection.CreateProtector("sealed_secret", db.Organization.ToString(), name);
}
