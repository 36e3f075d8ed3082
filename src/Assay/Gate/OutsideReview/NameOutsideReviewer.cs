using System.ComponentModel.DataAnnotations;
using Assay.Models;
using Microsoft.EntityFrameworkCore;

namespace Assay.Gate;

/// <summary>Asks somebody from outside to decide about one version, where fewer than three people inside are eligible.</summary>
public sealed class NameOutsideReviewer(Tenancy tenancy, IdentityDb identity, Sealing sealing)
{
    private const int _enough = 2;

    public sealed record Request
    {
        [EnumDataType(typeof(ApprovalKind))]
        public ApprovalKind Kind { get; init; }

        [Required(ErrorMessage = "Name the reviewer."), StringLength(120)]
        public string Name { get; init; } = "";

        [Required(ErrorMessage = "Enter the reviewer's e-mail address."), EmailAddress(ErrorMessage = "That is not an e-mail address."), StringLength(254)]
        public string Email { get; init; } = "";

        [Required(ErrorMessage = "Say for whom the reviewer works."), StringLength(200)]
        public string Firm { get; init; } = "";

        [Required(ErrorMessage = "Say why nobody inside can do it."), StringLength(2000)]
        public string Because { get; init; } = "";
    }

    public abstract record Outcome
    {
        /// <param name="Path">The link's path, which nobody can show again.</param>
        public sealed record Named(Guid Id, string Path, DateTimeOffset ExpiresAt) : Outcome;

        public sealed record NotFound : Outcome;

        public sealed record Refused(string Rule, string Message) : Outcome;
    }

    public async Task<Outcome> RunAsync(Actor actor, string name, int number, Request request, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.HoldModelAsync(name, stop) is not { } model || await db.VersionAsync(name, number, stop) is not { } version) return new Outcome.NotFound();

        var now = db.Clock.GetUtcNow();
        var email = request.Email.Trim().ToLowerInvariant();
        var grants = await GateGrants.ReadAsync(identity, actor.Organization, now, stop);
        if (await RefuseAsync(db, actor, version, grants, request.Kind, email, stop) is { } refused) return refused;

        var secret = LinkSecret.New();
        var reviewer = new OutsideReviewer
        {
            Id = Guid.CreateVersion7(now),
            ModelId = model.Id,
            Number = number,
            Kind = request.Kind,
            Name = request.Name.Trim(),
            Email = email,
            Firm = request.Firm.Trim(),
            Because = request.Because.Trim(),
            SecretDigest = secret.Digest,
            NamedBy = actor.UserId,
            NamedAt = now,
            ExpiresAt = now + OutsideReviewer.Lifetime,
        };

        db.Add(reviewer);
        db.Record(actor, "model.reviewer_named", version.Subject, new
        {
            model = name,
            version = number,
            kind = request.Kind,
            reviewer = reviewer.LedgerId,
            by_author = version.Author == actor.UserId,
            eligible = grants.EligibleBesides(version.Author),
            name = await sealing.NoteAsync(db, reviewer.LedgerId, $"{reviewer.Name}, {reviewer.Firm}", stop),
            because = await sealing.NoteAsync(db, version.Subject, reviewer.Because, stop),
        });
        await db.CommitAsync(stop);
        return new Outcome.Named(reviewer.Id, $"/review/{actor.Organization}/{reviewer.Id:n}/{secret.Text}", reviewer.ExpiresAt);
    }

    private async Task<Outcome.Refused?> RefuseAsync(AssayDb db, Actor actor, ModelVersion version, GateGrants grants, ApprovalKind kind, string email, CancellationToken stop)
    {
        if (actor.IsService) return new("approval-needs-a-person", "A program names nobody.");
        if (version.State is ModelState.Retired) return new("version-retired", "A retired version is not approved any more.");

        var eligible = grants.EligibleBesides(version.Author);
        if (eligible >= _enough) return new("enough-people", $"{eligible} people besides the author may approve. Somebody from outside decides only where fewer than two may.");
        if (eligible > 0 && version.Author == actor.UserId) return new("author-may-not-name", "Somebody else here may name the reviewer, so the author may not: whoever picks the judge has half the verdict.");

        var normal = email.ToUpperInvariant();
        var inside = await identity.Memberships.Where(m => m.OrganizationId == actor.Organization.Value && m.EndedAt == null).Join(identity.Users, m => m.UserId, u => u.Id, (_, u) => u.NormalizedEmail).AnyAsync(e => e == normal, stop);
        if (inside) return new("reviewer-is-inside", "This address is a member's. A reviewer from outside is somebody else.");

        var (model, number) = (version.ModelId, version.Number);
        if (await db.Set<VersionApproval>().AnyAsync(a => a.ModelId == model && a.Number == number && a.Kind == kind, stop)) return new("approved-already", "This approval was given already.");
        var before = await db.Set<OutsideReviewer>().AsNoTracking().Where(r => r.ModelId == model && r.Number == number && (r.EndedAt == null || r.Approved == true)).ToListAsync(stop);
        if (before.Exists(r => r.Email == email)) return new("one-person-one-approval", "This person was asked about this version before. Two people look at a version, so somebody else gives the other approval.");
        return before.Exists(r => r.Kind == kind && r.IsOpen(db.Clock.GetUtcNow())) ? new("reviewer-named", "Somebody is asked for this approval already.") : null;
    }
}
