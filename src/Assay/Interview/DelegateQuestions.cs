using System.ComponentModel.DataAnnotations;
using Assay.Catalog;
using Microsoft.EntityFrameworkCore;

namespace Assay.Interview;

/// <summary>Hands a section of the interview to a colleague by a link that works for <see cref="Delegation.Lifetime"/>.</summary>
public sealed class DelegateQuestions(Tenancy tenancy, CatalogLibrary catalog, TimeProvider clock)
{
    public sealed record Request
    {
        [Required]
        public string Section { get; init; } = "";

        [Required, StringLength(120)]
        public string Colleague { get; init; } = "";
    }

    /// <returns>The path of the link, shown once, or null where there is no such section.</returns>
    public async Task<string?> RunAsync(Actor actor, Request request, CancellationToken stop)
    {
        if (!catalog.Questions.Value.Exists(q => q.Section == request.Section)) return null;

        var now = clock.GetUtcNow();
        var secret = LinkSecret.New();
        var delegation = new Delegation
        {
            Id = Guid.CreateVersion7(now),
            Section = request.Section,
            Colleague = request.Colleague.Trim(),
            SecretDigest = secret.Digest,
            CreatedBy = actor.UserId,
            CreatedAt = now,
            ExpiresAt = now + Delegation.Lifetime,
        };

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        db.Add(delegation);
        db.Record(actor, "interview.delegated", $"delegation/{delegation.Id:n}", new { section = request.Section });
        await db.CommitAsync(stop);

        return $"/answer/{actor.Organization}/{delegation.Id:n}/{secret.Text}";
    }

    public async Task<IReadOnlyList<Delegation>> ListAsync(OrganizationId organization, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        return await db.Set<Delegation>().AsNoTracking().OrderByDescending(d => d.Id).Take(200).ToListAsync(stop);
    }

    public async Task RevokeAsync(Actor actor, Guid id, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.Set<Delegation>().FirstOrDefaultAsync(d => d.Id == id, stop) is not { RevokedAt: null } delegation) return;

        delegation.RevokedAt = clock.GetUtcNow();
        db.Record(actor, "interview.delegation_revoked", $"delegation/{id:n}", new { section = delegation.Section });
        await db.CommitAsync(stop);
    }

    /// <returns>The delegation that the link opens; null for a wrong, expired or revoked link, which look alike.</returns>
    public async Task<Delegation?> OpenAsync(OrganizationId organization, Guid id, string secret, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        var delegation = await db.Set<Delegation>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, stop);

        return delegation?.IsOpen(clock.GetUtcNow()) is true && LinkSecret.Matches(secret, delegation.SecretDigest) ? delegation : null;
    }
}
