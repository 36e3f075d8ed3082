using Microsoft.EntityFrameworkCore;

namespace Assay.Gate;

/// <summary>The rules that a version is judged by now: its model's own, else the company's, else the shipped ones.</summary>
internal static class RulesInForce
{
    /// <returns>The rules and their revision; 0 for the shipped ones.</returns>
    public static async Task<(RuleSetText Rules, int Revision)> ReadAsync(AssayDb db, Guid model, string environment, CancellationToken stop)
    {
        var own = $"{model:n}";
        var approved = await (
            from rules in db.Set<GateRuleSet>().AsNoTracking()
            join yes in db.Set<GateRuleApproval>() on new { rules.OrganizationId, rules.Scope, rules.Environment, rules.Revision } equals new { yes.OrganizationId, yes.Scope, yes.Environment, yes.Revision }
            where rules.Environment == environment && (rules.Scope == own || rules.Scope == GateRuleSet.Everywhere)
            select rules).ToListAsync(stop);

        return approved.OrderBy(r => r.Scope == own ? 0 : 1).ThenByDescending(r => r.Revision).FirstOrDefault() is { } found
            ? (RuleSetText.Parse(found.Rules), found.Revision)
            : (RuleSetText.Shipped, 0);
    }
}
