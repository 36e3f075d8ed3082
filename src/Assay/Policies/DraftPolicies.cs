using Assay.Catalog;
using Assay.Catalog.Content;
using Microsoft.EntityFrameworkCore;

namespace Assay.Policies;

/// <summary>Makes the company's first draft of policies from their templates. One that exists already is left as it is.</summary>
public sealed class DraftPolicies(Tenancy tenancy, CatalogLibrary catalog, CompanyTemplates templates)
{
    /// <returns>The policies that were drafted.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(Actor actor, Frame frame, IReadOnlyCollection<string> policies, CancellationToken stop)
    {
        try
        {
            await using var db = await tenancy.OpenAsync(actor.Organization, stop);
            var drafted = await AddAsync(db, actor, frame, policies, stop);
            await db.CommitAsync(stop);
            return drafted;
        }
        catch (DbUpdateException failure) when (failure.IsDuplicate)
        {
            return [];                  // somebody drafted the same at the same moment
        }
    }

    /// <summary>As part of a larger transaction, which the caller commits.</summary>
    public async Task<IReadOnlyList<string>> AddAsync(AssayDb db, Actor actor, Frame frame, IReadOnlyCollection<string> policies, CancellationToken stop)
    {
        var ready = await templates.OfAsync(db, frame, stop);
        var there = await db.Set<CompanyPolicy>().AsNoTracking().Select(p => p.PolicyId).ToListAsync(stop);
        var wanted = policies.Except(there).Where(id => catalog.Policies.TryGet(id, out _)).Order(StringComparer.Ordinal).Select(id => catalog.Policies[id]).ToList();

        db.AddRange(wanted.Select(p => new CompanyPolicy { PolicyId = p.Id, Owner = p.Owner }));
        await db.SaveChangesAsync(stop);                        // the texts refer to them

        foreach (var policy in wanted) AddFirst(db, actor, policy, ready);
        return [.. wanted.Select(p => p.Id)];
    }

    private static void AddFirst(AssayDb db, Actor actor, Policy policy, CompanyTemplates.Ready ready)
    {
        var (text, digest) = ready.Fill(policy);
        var version = new PolicyVersion
        {
            PolicyId = policy.Id,
            Number = 1,
            Text = text,
            Source = VersionSource.Template,
            TemplateDigest = digest,
            WrittenBy = actor.UserId,
            WrittenAt = db.Clock.GetUtcNow(),
        };

        db.Add(version);
        db.RecordVersion(actor, version);
    }
}
