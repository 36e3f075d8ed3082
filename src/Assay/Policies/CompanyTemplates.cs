using System.Collections.Immutable;
using Assay.Catalog;
using Assay.Catalog.Adoption;
using Assay.Catalog.Content;
using Assay.Catalog.Interview;
using Assay.Catalog.Policies;
using Assay.Scope;
using Microsoft.EntityFrameworkCore;

namespace Assay.Policies;

/// <summary>The shipped templates with this company's answers and profile, ready to be filled in.</summary>
public sealed class CompanyTemplates(CatalogLibrary catalog, CompanySheet sheets)
{
    private static readonly Lazy<ItemDigests> _digests = new(() => ItemDigests.Of(CatalogLibrary.Shipped, "policies"));

    /// <param name="Sheet">What is filled in, profile included.</param>
    public sealed record Ready(AnswerSheet Sheet, PolicyTemplates Templates)
    {
        /// <returns>The text of now, and the digest of the catalog item that it came from.</returns>
        public (string Text, string Digest) Fill(Policy policy) => (Templates.Body(policy), DigestOf(policy));
    }

    public static string DigestOf(Policy policy) => _digests.Value[policy.Id].Digest;

    public async Task<Ready> OfAsync(AssayDb db, Frame frame, CancellationToken stop)
    {
        var profile = await db.Set<ProfileEntry>().AsNoTracking().ToListAsync(stop);
        var sheet = (await sheets.OfAsync(db, frame, stop)) with
        {
            Profile = profile.ToImmutableSortedDictionary(e => e.Name, e => e.Value, StringComparer.Ordinal),
        };

        return new(sheet, new(catalog, sheet));
    }
}
