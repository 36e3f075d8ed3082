using System.ComponentModel.DataAnnotations;
using Assay.Organizations;

namespace Assay.Members;

/// <summary>Asks for a role for a time. Nothing is given until somebody else says yes.</summary>
public sealed class AskElevation(IdentityDb db, TimeProvider clock)
{
    public sealed record Request
    {
        public Role Role { get; set; } = Role.ComplianceManager;

        [Range(Elevation.ShortestMinutes, Elevation.LongestMinutes, ErrorMessage = "Between 15 minutes and a day (1440).")]
        public int Minutes { get; set; } = 60;

        [Required(ErrorMessage = "Say what it is for; whoever decides reads it, and so will the auditor."), StringLength(Elevation.LongestReason)]
        public string Reason { get; set; } = "";
    }

    /// <returns>The request's id, or null where that role is not given for a time.</returns>
    public async Task<Guid?> RunAsync(Actor actor, Request request, CancellationToken stop)
    {
        if (!Elevation.Roles.Contains(request.Role)) return null;

        var now = clock.GetUtcNow();
        var asked = new Elevation
        {
            OrganizationId = actor.Organization.Value,
            Id = Guid.CreateVersion7(now),
            UserId = actor.UserId,
            Role = request.Role,
            Minutes = request.Minutes,
            Reason = request.Reason.Trim(),
            AskedAt = now,
        };

        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        db.Elevations.Add(asked);
        await db.EnterAsync(actor.Organization, stop);
        db.Record(actor, "elevation.asked", $"elevation/{asked.Id:n}", new { role = asked.Role, minutes = asked.Minutes }, clock);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return asked.Id;
    }
}
