using System.ComponentModel.DataAnnotations;
using Assay.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Assay.Settings;

/// <summary>What holds for all members of an organisation: its name, and how long a sign-in holds.</summary>
public sealed class ChangeOrganization(IdentityDb db, TimeProvider clock)
{
    public sealed record Request
    {
        [Required(ErrorMessage = "Enter the name of your organisation."), StringLength(Organization.LongestName)]
        public string Name { get; set; } = "";

        [Range(5, Organization.LongestIdleMinutes, ErrorMessage = "From 5 to 120 minutes.")]
        public int IdleMinutes { get; set; } = Organization.LongestIdleMinutes;

        [Range(1, Organization.LongestSessionHours, ErrorMessage = "From 1 to 12 hours.")]
        public int SessionHours { get; set; } = Organization.LongestSessionHours;

        public static Request Of(Organization o) => new()
        {
            Name = o.Name,
            IdleMinutes = o.IdleMinutes,
            SessionHours = o.SessionHours,
        };
    }

    public async Task<Request> ReadAsync(Actor actor, CancellationToken stop) =>
        Request.Of(await db.Organizations.AsNoTracking().SingleAsync(o => o.Id == actor.Organization.Value, stop));

    public async Task RunAsync(Actor actor, Request request, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.EnterAsync(actor.Organization, stop);

        // One after the other, so that the entries tell of each change what it changed.
        var organization = await db.Organizations.FromSql($"select * from organization where id = {actor.Organization.Value} for update").SingleAsync(stop);
        if (Request.Of(organization) == request) return;

        organization.Set(request.Name, request.IdleMinutes, request.SessionHours);
        db.Record(actor, "organization.changed", $"organization/{actor.Organization}", new
        {
            idle_minutes = request.IdleMinutes,
            session_hours = request.SessionHours,
        }, clock);

        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }
}
