using System.Collections.Immutable;
using Assay.Catalog;
using Assay.Catalog.Content;
using Assay.Catalog.Interview;
using Assay.Catalog.Scope;
using Assay.Interview;
using Microsoft.EntityFrameworkCore;

namespace Assay.Scope;

/// <summary>All that the analysis needs to know of an organisation: its answers, commitments, components and decisions.</summary>
public sealed class CompanySheet(CatalogLibrary catalog, SavedAnswers answers)
{
    public async Task<AnswerSheet> OfAsync(AssayDb db, Frame frame, CancellationToken stop)
    {
        var sheet = (await answers.OfAsync(db, stop)) with
        {
            Company = frame.Organization,
            Sample = frame.IsSample,
            Commitments = [.. (await db.Set<ServiceCommitment>().AsNoTracking().OrderBy(c => c.Text).ToListAsync(stop)).Select(c => c.ToCommitment())],
            Components = [.. (await db.Set<ScopeComponent>().AsNoTracking().OrderBy(c => c.Name).ToListAsync(stop)).Select(c => c.ToComponent())],
        };

        var decisions = await db.Set<ScopeDecision>().AsNoTracking().ToListAsync(stop);
        return decisions.Count == 0 ? sheet : sheet with { Scope = Decided(sheet, decisions) };
    }

    /// <summary>Where nobody decided, the recommendation is the choice.</summary>
    private ScopeChoice Decided(AnswerSheet sheet, List<ScopeDecision> decisions)
    {
        var recommended = ScopeAdvice.For(catalog, sheet, new(catalog, sheet)).Selected;
        var selected = Enum.GetValues<Category>().Where(c => decisions.Find(d => d.Category == c)?.Selected ?? recommended.Contains(c));

        return new([.. selected], decisions.ToImmutableSortedDictionary(d => d.Category.Word(), d => d.Reason, StringComparer.Ordinal));
    }
}
