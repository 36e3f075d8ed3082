using Microsoft.EntityFrameworkCore;

namespace Assay.Evidence;

/// <summary>The versions that count: those of which the last word is yes.</summary>
internal static class AcceptedVersionsOf
{
    extension(AssayDb db)
    {
        public IQueryable<EvidenceVersion> AcceptedVersions() =>
            db.Set<EvidenceVersion>().AsNoTracking().Where(v => db.Set<EvidenceReview>()
                .Where(r => r.EvidenceId == v.EvidenceId && r.Number == v.Number)
                .OrderByDescending(r => r.Round).Select(r => r.Accepted).FirstOrDefault());
    }
}
