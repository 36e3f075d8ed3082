using Assay.Today;

namespace Assay.Evidence;

/// <summary>What the first page says of evidence: the gaps of the window, and what waits for a second person.</summary>
internal sealed class EvidenceToday(ReadCoverage coverage, ListEvidence list) : IToday
{
    private const int _reviewRank = 22;

    public Permission Needs => Permission.ReadEvidence;

    public async Task<TodayPart> OfAsync(Actor actor, Frame frame, CancellationToken stop)
    {
        var gaps = (await coverage.RunAsync(actor, frame, null, null, stop))?.Gaps ?? 0;
        var totals = await list.CountAsync(actor.Organization, stop);

        return new()
        {
            Figures = totals.All == 0 && gaps == 0 ? [] : [new("Evidence gaps", $"{gaps:N0}", "/evidence/coverage", gaps > 0 ? "bad" : null)],
            Next = totals.Waiting == 0 ? [] :
            [
                new("Review evidence", $"{totals.Waiting} {(totals.Waiting == 1 ? "item waits" : "items wait")} for somebody other than who added it.", "/evidence?status=Waiting", _reviewRank),
            ],
        };
    }
}
