using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Assay.Proofs;

/// <summary>
/// Destroys the key under which the ledger keeps words about one subject. The entries stay, with every proof; what they said
/// in words can be read by nobody any more. That it was done is an entry itself: the receipt.
/// </summary>
public sealed class EraseSubject(Tenancy tenancy, TimeProvider clock)
{
    public sealed record Request
    {
        /// <summary>As <c>person/0193…</c>.</summary>
        [Required, StringLength(200)]
        public string Subject { get; init; } = "";
    }

    /// <param name="Entries">How many entries are about the subject.</param>
    public sealed record Receipt(string Subject, int Entries, DateTimeOffset DestroyedAt, Guid EntryId);

    /// <summary>What would become unreadable.</summary>
    /// <param name="Entries">How many entries are about the subject; all of them stay.</param>
    public sealed record Preview(string Subject, int Entries, DateTimeOffset Since);

    /// <param name="Done">The receipts, newest first.</param>
    /// <param name="Subjects">Under which words are sealed now, newest first.</param>
    public sealed record Overview(IReadOnlyList<LedgerEntry> Done, IReadOnlyList<string> Subjects);

    private const int _shown = 50;

    /// <returns>Null where nothing is sealed under such a subject, or its key is gone already.</returns>
    public async Task<Preview?> PreviewAsync(Actor actor, string subject, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        return await Keys(db).FirstOrDefaultAsync(k => k.Subject == subject, stop) is { } key
            ? new(subject, await db.Set<LedgerEntry>().CountAsync(e => e.Subject == subject, stop), key.CreatedAt)
            : null;
    }

    public async Task<Overview> ListAsync(Actor actor, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        return new(
            await db.Set<LedgerEntry>().AsNoTracking().Where(e => e.Kind == "subject.erased").OrderByDescending(e => e.OccurredAt).Take(_shown).ToListAsync(stop),
            await Keys(db).AsNoTracking().OrderByDescending(k => k.CreatedAt).Take(_shown).Select(k => k.Subject).ToListAsync(stop));
    }

    /// <returns>Null where nothing is sealed under such a subject, or its key is gone already.</returns>
    public async Task<Receipt?> RunAsync(Actor actor, Request request, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await Keys(db).FirstOrDefaultAsync(k => k.Subject == request.Subject, stop) is not { } key) return null;

        var entries = await db.Set<LedgerEntry>().CountAsync(e => e.Subject == request.Subject, stop);
        (key.Sealed, key.DestroyedAt) = (null, clock.GetUtcNow());

        var receipt = LedgerEntry.Of(db.Organization, actor.LedgerId, "subject.erased", request.Subject, new { entries, place = "ledger" }, clock);
        db.Add(receipt);
        await db.CommitAsync(stop);

        return new(request.Subject, entries, receipt.OccurredAt, receipt.EntryId);
    }

    /// <summary>Those that live. The organisation's own recognises people again and is about nobody: it goes with the organisation.</summary>
    private static IQueryable<SubjectKey> Keys(AssayDb db) => db.Set<SubjectKey>().Where(k => k.DestroyedAt == null && !k.Subject.StartsWith("organization/"));

    internal static async Task<Results<Ok<Receipt>, ProblemHttpResult>> Post(Request request, HttpContext http, EraseSubject erase, CancellationToken stop) =>
        await erase.RunAsync(http.Actor, request, stop) is { } receipt
            ? TypedResults.Ok(receipt)
            : Problems.NotFound("Nothing is sealed under this subject, or its key was destroyed before.");
}
