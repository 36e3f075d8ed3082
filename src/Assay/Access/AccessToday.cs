using Assay.Today;

namespace Assay.Access;

/// <summary>What the first page says of access: who can come in and should not.</summary>
internal sealed class AccessToday(ReviewAccess review) : IToday
{
    public Permission Needs => Permission.ReadPeople;

    public async Task<TodayPart> OfAsync(Actor actor, Frame frame, CancellationToken stop)
    {
        var found = await review.RunAsync(actor, stop);

        return new()
        {
            Figures =
            [
                new("People", $"{found.People:N0}", "/people"),
                new("Accounts", $"{found.Accounts:N0}", "/access/accounts"),
                new("Access findings", $"{found.Findings.Count:N0}", "/access", found.Findings.Count > 0 ? "bad" : null),
            ],
            Next = [.. Steps(found)],
        };
    }

    private static IEnumerable<TodayPart.Step> Steps(ReviewAccess.Result found)
    {
        if (found.People == 0)
            yield return new("Import the people who work here", "Joiners, leavers, training and access are all tested against this list.", "/people/import", 20);

        if (found.Accounts == 0)
            yield return new("Import the accounts of your systems", "You see at once who has left and can still come in.", "/access/accounts/import", 21);

        if (found.People == 0) yield break;        // without people every account seems to be nobody's

        foreach (var kind in Enum.GetValues<AccessFindingKind>().Where(k => found.Count(k) > 0))
        {
            var words = FindingWords.Of(kind);
            yield return new($"{words.Title}: {found.Count(kind):N0}", words.Remedy, $"/access#{kind}", 10 + (int)kind, IsUrgent: kind is AccessFindingKind.LeaverWithLiveAccount);
        }
    }
}
