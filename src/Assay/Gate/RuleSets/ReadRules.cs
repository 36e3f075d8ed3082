using Assay.Models;
using Microsoft.EntityFrameworkCore;

namespace Assay.Gate;

/// <summary>Every rule set that was ever proposed, newest first, with whether somebody approved it.</summary>
public sealed class ReadRules(Tenancy tenancy)
{
    private const int _shown = 200;

    /// <param name="Holds">The name of the model whose rules these are; null where they are for every model without its own.</param>
    public sealed record Line(GateRuleSet Rules, GateRuleApproval? Approval, string? Holds);

    public async Task<IReadOnlyList<Line>> RunAsync(OrganizationId organization, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        var sets = await db.Set<GateRuleSet>().AsNoTracking().OrderByDescending(r => r.ProposedAt).Take(_shown).ToListAsync(stop);
        var approvals = (await db.Set<GateRuleApproval>().AsNoTracking().ToListAsync(stop)).ToDictionary(a => (a.Scope, a.Environment, a.Revision));

        Guid[] scopes = [.. sets.Select(r => Guid.TryParse(r.Scope, out var model) ? model : Guid.Empty).Where(m => m != Guid.Empty)];
        var names = await db.Set<RegisteredModel>().AsNoTracking().Where(m => scopes.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.Name, stop);

        return [.. sets.Select(r => new Line(r, approvals.GetValueOrDefault((r.Scope, r.Environment, r.Revision)), Name(r.Scope)))];

        // A model that is gone keeps its rules in the list, by the only name left.
        string? Name(string scope) => scope == GateRuleSet.Everywhere ? null : Guid.TryParse(scope, out var model) && names.TryGetValue(model, out var name) ? name : scope;
    }
}
