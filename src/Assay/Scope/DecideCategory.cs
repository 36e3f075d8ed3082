using System.ComponentModel.DataAnnotations;
using Assay.Catalog.Content;
using Microsoft.EntityFrameworkCore;

namespace Assay.Scope;

/// <summary>Takes a category into scope or leaves it out, with a reason; or goes back to the recommendation.</summary>
public sealed class DecideCategory(Tenancy tenancy, Sealing sealing, TimeProvider clock)
{
    public sealed record Request
    {
        [Required]
        public string Category { get; init; } = "";

        public bool Selected { get; init; }

        [Required(ErrorMessage = "A reason is needed: the auditor will ask for it."), StringLength(2000)]
        public string Reason { get; init; } = "";
    }

    /// <returns>What is wrong with the request; null where it was carried out.</returns>
    public async Task<FormError?> RunAsync(Actor actor, Request request, CancellationToken stop)
    {
        if (Enum.GetValues<Category>().Where(c => c.Word() == request.Category).ToList() is not [var category])
            return new("Form.Category", $"'{request.Category}' is not a category.");
        if (category is Category.Security)
            return new("Form.Category", "Security is in every SOC 2 report; it cannot be left out.");
        if (string.IsNullOrWhiteSpace(request.Reason))
            return new("Form.Reason", "A reason is needed: the auditor will ask for it.");

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var row = await db.Set<ScopeDecision>().FirstOrDefaultAsync(d => d.Category == category, stop);
        var (reason, now) = (request.Reason.Trim(), clock.GetUtcNow());

        if (row is null) db.Add(new ScopeDecision { Category = category, Selected = request.Selected, Reason = reason, DecidedBy = actor.UserId, DecidedAt = now });
        else (row.Selected, row.Reason, row.DecidedBy, row.DecidedAt) = (request.Selected, reason, actor.UserId, now);

        var subject = $"category/{category.Word()}";
        db.Record(actor, "scope.decided", subject, new { category = category.Word(), selected = request.Selected, reason = await sealing.SealAsync(db, subject, reason, stop) });
        await db.CommitAsync(stop);
        return null;
    }

    /// <summary>Lets the recommendation hold again.</summary>
    public async Task WithdrawAsync(Actor actor, Category category, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.Set<ScopeDecision>().FirstOrDefaultAsync(d => d.Category == category, stop) is not { } row) return;

        db.Remove(row);
        db.Record(actor, "scope.decision_withdrawn", $"category/{category.Word()}", new { category = category.Word() });
        await db.CommitAsync(stop);
    }
}
