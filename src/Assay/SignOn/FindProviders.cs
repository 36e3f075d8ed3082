using Microsoft.EntityFrameworkCore;

namespace Assay.SignOn;

/// <summary>Which providers an address or a short name leads to. It looks at the domain alone, so it tells nobody which addresses exist.</summary>
public sealed class FindProviders(IdentityDb db)
{
    private const int _most = 20;

    public sealed record Found(Guid Organization, string OrganizationName, string Name, string Slug);

    /// <param name="asked">An e-mail address, or the short name of an organisation.</param>
    public async Task<IReadOnlyList<Found>> RunAsync(string? asked, CancellationToken stop)
    {
        var wanted = (asked ?? "").Trim().ToLowerInvariant();
        var domain = wanted.Contains('@', StringComparison.Ordinal) ? wanted.Split('@')[^1] : null;

        var providers = db.Set<SignOnProvider>().AsNoTracking();
        providers = domain is null ? providers.Where(p => p.Slug == wanted) : providers.Where(p => p.Domains.Contains(domain));

        return await providers.OrderBy(p => p.Slug).Take(_most)
            .Join(db.Organizations, p => p.OrganizationId, o => o.Id, (p, o) => new Found(p.OrganizationId, o.Name, p.Name, p.Slug))
            .ToListAsync(stop);
    }
}
