using Microsoft.EntityFrameworkCore;

namespace Assay.Proofs;

/// <summary>Hands the log over to a new key, which the old one signs. The old private key is destroyed.</summary>
public sealed class RotateLogKey
{
    private readonly Tenancy _tenancy;
    private readonly LogKeys _keys;

    internal RotateLogKey(Tenancy tenancy, LogKeys keys) => (_tenancy, _keys) = (tenancy, keys);

    /// <returns>The new public key; null where the log was busy or somebody else was rotating it.</returns>
    public async Task<string?> RunAsync(Actor actor, CancellationToken stop)
    {
        await using var db = await _tenancy.OpenAsync(actor.Organization, stop);
        if (!await db.WaitForLogAsync(stop)) return null;

        var (next, old) = await _keys.SucceedAsync(db, stop);
        db.Record(actor, "ledger.key_rotated", $"log-key/{old.Id:x8}", new { before = old.ToString(), now = next.Verifier });

        try
        {
            await db.CommitAsync(stop);
            return next.Verifier;
        }
        catch (DbUpdateException)
        {
            return null;
        }
    }
}
