using Assay.Catalog;
using Assay.Catalog.Content;
using Assay.Catalog.Policies;
using Microsoft.EntityFrameworkCore;

namespace Assay.Policies;

/// <summary>One policy of the company with a version of its text, and every other version's history.</summary>
public sealed class ReadPolicy(Tenancy tenancy, CatalogLibrary catalog, CompanyTemplates templates, ActorNames names)
{
    /// <param name="WrittenBy">A name, or the id of whoever is no member any more.</param>
    public sealed record VersionLine(int Number, VersionSource Source, string Note, string WrittenBy, DateTimeOffset WrittenAt, string? ApprovedBy, DateTimeOffset? ApprovedAt);

    /// <param name="Own">How the policy stands.</param>
    /// <param name="Shown">The version asked for.</param>
    /// <param name="Document">That version with its head, as exports carry it.</param>
    /// <param name="Fresh">What the template would say with the answers of now.</param>
    /// <param name="IsAnsweredAnew">The template would say something else than when it was last taken.</param>
    public sealed record Result(
        Policy Policy, CompanyPolicy Own, PolicyVersion Shown, PolicyDocument Document, IReadOnlyList<VersionLine> Versions, string Fresh, bool IsAnsweredAnew);

    /// <param name="number">Null for the latest.</param>
    /// <returns>Null where the company has no such policy, or no such version of it.</returns>
    public async Task<Result?> RunAsync(Actor actor, Frame frame, string policyId, int? number, CancellationToken stop)
    {
        if (!catalog.Policies.TryGet(policyId, out var policy)) return null;

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.Set<CompanyPolicy>().AsNoTracking().FirstOrDefaultAsync(p => p.PolicyId == policyId, stop) is not { } own) return null;
        if (await TextAsync(db, policyId, number ?? own.Latest, stop) is not { } shown) return null;

        var approvals = await db.Set<PolicyApproval>().AsNoTracking().Where(a => a.PolicyId == policyId).ToDictionaryAsync(a => a.Number, stop);
        var ready = await templates.OfAsync(db, frame, stop);
        var (fresh, _) = ready.Fill(policy);

        // The latest text by the template, not the latest text: a person's own edits are not a change of answers.
        var taken = await db.Set<PolicyVersion>().AsNoTracking()
            .Where(v => v.PolicyId == policyId && v.Source == VersionSource.Template).OrderByDescending(v => v.Number).Select(v => v.Text).FirstOrDefaultAsync(stop);

        var head = PolicyHead.Of(policy, ready.Sheet, PolicyWords.Standing(own, shown.Number, approvals.GetValueOrDefault(shown.Number)));
        return new(policy, own, shown, new(policy, head, shown.Text), await LinesAsync(db, actor, policyId, approvals, stop), fresh, taken is not null && taken != fresh);
    }

    private async Task<IReadOnlyList<VersionLine>> LinesAsync(AssayDb db, Actor actor, string policyId, Dictionary<int, PolicyApproval> approvals, CancellationToken stop)
    {
        var known = await names.OfAsync(actor.Organization, stop);
        string Name(Guid id) => known.GetValueOrDefault($"user/{id:n}", $"user/{id:n}");

        var versions = await db.Set<PolicyVersion>().AsNoTracking().Where(v => v.PolicyId == policyId).OrderByDescending(v => v.Number)
            .Select(v => new { v.Number, v.Source, v.Note, v.WrittenBy, v.WrittenAt }).ToListAsync(stop);

        return [.. from v in versions
                   let approval = approvals.GetValueOrDefault(v.Number)
                   select new VersionLine(v.Number, v.Source, v.Note, Name(v.WrittenBy), v.WrittenAt, approval is null ? null : Name(approval.ApprovedBy), approval?.ApprovedAt)];
    }

    private static Task<PolicyVersion?> TextAsync(AssayDb db, string policyId, int number, CancellationToken stop) =>
        db.Set<PolicyVersion>().AsNoTracking().FirstOrDefaultAsync(v => v.PolicyId == policyId && v.Number == number, stop);
}
