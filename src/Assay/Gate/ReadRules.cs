using Microsoft.EntityFrameworkCore;

namespace Assay.Gate;

/// <summary>Every rule set that was ever proposed, newest first, with whether somebody approved it.</summary>
public sealed class ReadRules(Tenancy tenancy)
{
    private const int _shown = 200;

    public sealed record Line(GateRuleSet Rules, GateRuleApproval? Approval);

    public async Task<IReadOnlyList<Line>> RunAsync(OrganizationId organization, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        var sets = await db.Set<GateRuleSet>().AsNoTracking().OrderByDescending(r => r.ProposedAt).Take(_shown).ToListAsync(stop);
        var approvals = (await db.Set<GateRuleApproval>().AsNoTracking().ToListAsync(stop)).ToDictionary(a => (a.Scope, a.Environment, a.Revision));

        return [.. sets.Select(r => new Line(r, approvals.GetValueOrDefault((r.Scope, r.Environment, r.Revision))))];
    }
}
