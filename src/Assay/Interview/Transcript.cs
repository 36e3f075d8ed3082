using System.Text.Json;
using Assay.Catalog;
using Assay.Catalog.Content;
using Microsoft.EntityFrameworkCore;

namespace Assay.Interview;

/// <summary>Everything that was answered, changed answers included, as the ledger tells it.</summary>
public sealed class Transcript(Tenancy tenancy, CatalogLibrary catalog)
{
    public const int PageSize = 100;

    public sealed record Line(Guid EntryId, DateTimeOffset At, string Actor, Question Question, string Answer);

    /// <param name="before">The last entry of the page before; pages go back in time.</param>
    public async Task<IReadOnlyList<Line>> RunAsync(OrganizationId organization, Guid? before, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        var questions = catalog.Questions.Value.ToDictionary(q => q.Id);
        var last = before ?? Guid.AllBitsSet;

        var entries = await db.Set<LedgerEntry>().AsNoTracking()
            .Where(e => e.Kind == "interview.answered" && e.EntryId < last)
            .OrderByDescending(e => e.EntryId).Take(PageSize)
            .Select(e => new { e.EntryId, e.OccurredAt, e.Actor, e.Body }).ToListAsync(stop);

        return [..
            from entry in entries
            let body = JsonDocument.Parse(entry.Body).RootElement
            let question = questions.GetValueOrDefault(body.GetProperty("question").GetString()!)
            where question is not null
            select new Line(entry.EntryId, entry.OccurredAt, entry.Actor, question, body.GetProperty("answer").GetString()!)];
    }
}
