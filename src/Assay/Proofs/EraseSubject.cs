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

    /// <returns>Null where nothing is sealed under such a subject, or its key is gone already.</returns>
    public async Task<Receipt?> RunAsync(Actor actor, Request request, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.Set<SubjectKey>().FirstOrDefaultAsync(k => k.Subject == request.Subject && k.DestroyedAt == null, stop) is not { } key) return null;

        var entries = await db.Set<LedgerEntry>().CountAsync(e => e.Subject == request.Subject, stop);
        (key.Sealed, key.DestroyedAt) = (null, clock.GetUtcNow());

        var receipt = LedgerEntry.Of(db.Organization, actor.LedgerId, "subject.erased", request.Subject, new { entries, place = "ledger" }, clock);
        db.Add(receipt);
        await db.CommitAsync(stop);

        return new(request.Subject, entries, receipt.OccurredAt, receipt.EntryId);
    }

    internal static async Task<Results<Ok<Receipt>, ProblemHttpResult>> Post(Request request, HttpContext http, EraseSubject erase, CancellationToken stop) =>
        await erase.RunAsync(http.Actor, request, stop) is { } receipt
            ? TypedResults.Ok(receipt)
            : Problems.NotFound("Nothing is sealed under this subject, or its key was destroyed before.");
}
