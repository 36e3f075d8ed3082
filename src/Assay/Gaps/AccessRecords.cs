using Assay.Access;
using Assay.Catalog.Gaps;

namespace Assay.Gaps;

/// <summary>What the access registers show of controls, whatever was answered.</summary>
internal sealed class AccessRecords(ReviewAccess access) : IControlRecords
{
    private static readonly (AccessFindingKind Kind, string Control, string What)[] _bears =
    [
        (AccessFindingKind.LeaverWithLiveAccount, "AC-05", "leavers with a live account"),
        (AccessFindingKind.PrivilegedWithoutMfa, "AC-02", "privileged accounts without a second factor"),
        (AccessFindingKind.SharedAccount, "AC-03", "accounts that look shared"),
        (AccessFindingKind.AccountOfNobody, "AC-04", "accounts of nobody in the people register"),
    ];

    /// <summary>A finding makes its control failing. No finding proves nothing: a list of today is not a period.</summary>
    public async Task<IReadOnlyList<RecordFinding>> OfAsync(Actor actor, CancellationToken stop)
    {
        var found = await access.RunAsync(actor, stop);

        return found.People == 0 ? [] :
        [
            .. from bearing in _bears
               let count = found.Count(bearing.Kind)
               where count > 0
               select new RecordFinding(bearing.Control, ControlState.Failing, "access accounts", $"{count} {bearing.What}"),
        ];
    }
}
