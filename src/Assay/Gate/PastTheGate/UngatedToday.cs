using Assay.Models;
using Assay.Today;
using Microsoft.EntityFrameworkCore;

namespace Assay.Gate;

/// <summary>What runs in production past the gate.</summary>
internal sealed class UngatedToday(Tenancy tenancy) : IToday
{
    public Permission Needs => Permission.ReadLedger;

    public async Task<TodayPart> OfAsync(Actor actor, Frame frame, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var open = await db.Set<UngatedPromotion>().CountAsync(u => u.EndedAt == null, stop);

        return open == 0 ? new() : new()
        {
            Figures = [new("In production past the gate", $"{open:N0}", "/models/releases?kind=model.promoted_past_the_gate", "bad")],
            Next = [new($"In production without an approved promotion: {open:N0}", "Take them out, or let them pass the gate. Each stays a finding until then.", "/models/releases?kind=model.promoted_past_the_gate", 5, IsUrgent: true)],
        };
    }
}
