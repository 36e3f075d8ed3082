using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Assay.Ledger;

/// <summary>The keys of organisations' logs. The private half is never shown and never leaves but sealed.</summary>
internal sealed class LogKeys(IDataProtectionProvider protection, IOptions<LedgerOptions> options, TimeProvider clock)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Assay.Ledger.LogKey");

    /// <summary>The key that signs now; made where the log has none yet.</summary>
    public async Task<SignerKey> SignerAsync(AssayDb db, CancellationToken stop)
    {
        var last = await db.Set<LogKey>().AsNoTracking().OrderByDescending(k => k.Number).FirstOrDefaultAsync(stop);
        return last is null ? await FirstAsync(db, stop) : Unseal(last);
    }

    /// <returns>The key after the present one, with the note by which the present one names it.</returns>
    public async Task<(LogKey Row, VerifierKey Old)> SucceedAsync(AssayDb db, CancellationToken stop)
    {
        _ = await SignerAsync(db, stop);
        var last = await db.Set<LogKey>().OrderByDescending(k => k.Number).FirstAsync(stop);
        var (old, next) = (Unseal(last), SignerKey.New(OriginOf(db)));

        var row = Row(last.Number + 1, next, KeySuccession.Sign(OriginOf(db), old, next));
        last.Sealed = null;
        db.Add(row);

        return (row, old.Verifier);
    }

    /// <returns>The first key, and the notes that lead from it to the present one.</returns>
    public static async Task<(VerifierKey First, IReadOnlyList<string> Successions)?> ChainAsync(AssayDb db, CancellationToken stop)
    {
        var keys = await db.Set<LogKey>().AsNoTracking().OrderBy(k => k.Number).ToListAsync(stop);

        return keys is [var first, .. var later] && VerifierKey.TryParse(first.Verifier, out var key) ? (key, [.. later.Select(k => k.Succession ?? "")]) : null;
    }

    private string OriginOf(AssayDb db) => $"{options.Value.Origin}/{db.Organization}";

    private async Task<SignerKey> FirstAsync(AssayDb db, CancellationToken stop)
    {
        var key = SignerKey.New(OriginOf(db));

        db.Add(Row(1, key, succession: null));
        db.Record(Actor.Job(db.Organization, Sequencer.Name), "ledger.key_created", $"log-key/{key.Verifier.Id:x8}", new { verifier = key.Verifier.ToString() });
        await db.SaveChangesAsync(stop);

        return key;
    }

    private LogKey Row(int number, SignerKey key, string? succession) => new()
    {
        Number = number,
        Verifier = key.Verifier.ToString(),
        Sealed = _protector.Protect(key.Seed.ToArray()),
        Succession = succession,
        Since = clock.GetUtcNow(),
    };

    private SignerKey Unseal(LogKey row) => VerifierKey.TryParse(row.Verifier, out var verifier) && row.Sealed is { } seed
        ? new(verifier.Name, _protector.Unprotect(seed))
        : throw new LedgerDamagedException($"Key {row.Number} of the log is not what was written.");
}
