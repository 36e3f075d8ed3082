using Assay.Catalog;
using Assay.Catalog.Content;
using Microsoft.EntityFrameworkCore;

namespace Assay.Evidence;

/// <summary>Matches what the auditor asked for with what the vault holds.</summary>
/// <remarks>
/// By the ids that the request names: a control, a criterion, or a type of evidence. Where it names none, by the type whose
/// title shares most words with the request; that is a guess, and is said to be one.
/// </remarks>
public sealed class MatchRequests(CatalogLibrary catalog)
{
    private const int _shown = 20;

    /// <summary>Words that every request has, so that sharing them means nothing.</summary>
    private static readonly HashSet<string> _idle = ["and", "the", "for", "with", "all", "list", "please", "provide", "evidence", "records", "record", "report", "reports", "logs", "log", "copy", "period", "during", "from", "that"];

    /// <param name="IsGuess">The request names no id, so that a type was found by its words.</param>
    public sealed record Match(EvidenceRequest Request, IReadOnlyList<EvidenceItem> Items, IReadOnlyList<string> Serves, bool IsGuess)
    {
        public int Accepted => Items.Count(i => i.Counted is not null);

        public string Status => Accepted > 0 ? "Accepted" : Items.Count > 0 ? "Waiting for review" : "Missing";
    }

    public async Task<IReadOnlyList<Match>> RunAsync(AssayDb db, CancellationToken stop)
    {
        var requests = await db.Set<EvidenceRequest>().AsNoTracking().OrderBy(r => r.Reference).ToListAsync(stop);
        return [.. await OfAsync(db, requests, stop)];
    }

    public async Task<IReadOnlyList<LinkedPanel.Link>> LinksAsync(AssayDb db, EvidenceRequest request, CancellationToken stop)
    {
        var match = (await OfAsync(db, [request], stop)).Single();
        var today = await db.TodayAsync(stop);

        return [.. match.Items.Take(_shown).Select(i => new LinkedPanel.Link(match.IsGuess ? "Evidence that may answer it" : "Evidence that answers it", i.Title, $"/evidence/{i.Id}", EvidenceWords.Of(i.Status, i.IsStale(today))))];
    }

    private async Task<IEnumerable<Match>> OfAsync(AssayDb db, IReadOnlyList<EvidenceRequest> requests, CancellationToken stop)
    {
        var wanted = requests.Select(r => (Request: r, Ids: Known(r), Guess: Known(r).Count == 0)).Select(w => w.Guess ? (w.Request, Ids: Guess(w.Request), w.Guess) : w).ToList();
        var controls = wanted.SelectMany(w => w.Ids.Controls).Distinct().ToList();
        var criteria = wanted.SelectMany(w => w.Ids.Criteria).Distinct().ToList();
        var types = wanted.SelectMany(w => w.Ids.Types).Distinct().ToList();

        var byControl = await db.Set<EvidenceControl>().AsNoTracking().Where(l => controls.Contains(l.ControlId)).ToListAsync(stop);
        var byCriterion = await db.Set<EvidenceCriterion>().AsNoTracking().Where(l => criteria.Contains(l.CriterionId)).ToListAsync(stop);
        var linked = byControl.Select(l => l.EvidenceId).Concat(byCriterion.Select(l => l.EvidenceId)).Distinct().ToList();
        var items = await db.Set<EvidenceItem>().AsNoTracking().Where(e => linked.Contains(e.Id) || types.Contains(e.TypeId)).OrderByDescending(e => e.Id).ToListAsync(stop);

        return wanted.Select(w =>
        {
            var ids = byControl.Where(l => w.Ids.Controls.Contains(l.ControlId)).Select(l => l.EvidenceId).Concat(byCriterion.Where(l => w.Ids.Criteria.Contains(l.CriterionId)).Select(l => l.EvidenceId)).ToHashSet();
            return new Match(w.Request, items.FindAll(i => ids.Contains(i.Id) || w.Ids.Types.Contains(i.TypeId)), [.. w.Ids.Said], w.Guess);
        });
    }

    private Ids Known(EvidenceRequest request)
    {
        var said = request.Ids.Where(id => catalog.Controls.TryGet(id, out _) || catalog.Criteria.TryGet(id, out _) || catalog.Evidence.TryGet(id, out _)).Order(StringComparer.Ordinal).ToList();
        var criteria = said.Where(id => catalog.Criteria.TryGet(id, out _)).ToList();

        return new(said,
            [.. said.Where(id => catalog.Controls.TryGet(id, out _)), .. catalog.Controls.Where(c => c.Criteria.Any(m => criteria.Contains(m.Id))).Select(c => c.Id)],
            criteria, [.. said.Where(id => catalog.Evidence.TryGet(id, out _))]);
    }

    private Ids Guess(EvidenceRequest request)
    {
        var words = WordsOf(request.Wanted);
        var best = catalog.Evidence.Select(t => (Type: t, Shared: WordsOf(t.Title).Intersect(words).Count())).Where(t => t.Shared > 1).OrderByDescending(t => t.Shared).FirstOrDefault().Type;

        return best is null ? new([], [], [], []) : new([best.Id], [], [], [best.Id]);
    }

    private static HashSet<string> WordsOf(string text) =>
        [.. text.ToLowerInvariant().Split([' ', ',', '.', ':', ';', '(', ')', '/', '-', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length > 2 && !_idle.Contains(w)).Select(w => w.TrimEnd('s'))];

    private sealed record Ids(IReadOnlyList<string> Said, IReadOnlyList<string> Controls, IReadOnlyList<string> Criteria, IReadOnlyList<string> Types)
    {
        public int Count => Said.Count;
    }
}
