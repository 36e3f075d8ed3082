using System.ComponentModel.DataAnnotations;
using Assay.Catalog.Content;
using Microsoft.EntityFrameworkCore;

namespace Assay.Adoption;

/// <summary>Gives an adopted control the company's own owner or frequency, or retires it.</summary>
public sealed class ChangeControl(Tenancy tenancy, Sealing sealing, TimeProvider clock)
{
    public sealed record Request
    {
        [Required(ErrorMessage = "A control without an owner is done by nobody."), StringLength(120)]
        public string Owner { get; init; } = "";

        [EnumDataType(typeof(Frequency))]
        public Frequency Frequency { get; init; }

        public bool Retire { get; init; }

        /// <summary>Needed to retire.</summary>
        [StringLength(2000)]
        public string? Reason { get; init; }

        public int Version { get; init; }
    }

    public enum Outcome
    {
        Saved,
        NotFound,
        Overtaken,
        ReasonMissing,
    }

    public async Task<AdoptedControl?> ReadAsync(OrganizationId organization, string controlId, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        return await db.Set<AdoptedControl>().AsNoTracking().FirstOrDefaultAsync(c => c.ControlId == controlId, stop);
    }

    public async Task<Outcome> RunAsync(Actor actor, string controlId, Request request, CancellationToken stop)
    {
        if (request.Retire && string.IsNullOrWhiteSpace(request.Reason)) return Outcome.ReasonMissing;

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.Set<AdoptedControl>().FirstOrDefaultAsync(c => c.ControlId == controlId && c.State == AdoptedState.Active, stop) is not { } row) return Outcome.NotFound;
        if (row.Version != request.Version) return Outcome.Overtaken;

        if (request.Retire)
        {
            row.Retire(clock.Today < row.EffectiveFrom ? row.EffectiveFrom : clock.Today);
            db.Record(actor, "control.retired", row.Subject, new { control = controlId, effective_to = $"{row.EffectiveTo:yyyy-MM-dd}", reason = await sealing.SealAsync(db, row.Subject, request.Reason!.Trim(), stop) });
        }
        else
        {
            var renamed = row.Owner != request.Owner.Trim();
            var before = row.Frequency;
            (row.Owner, row.Frequency) = (request.Owner.Trim(), request.Frequency);

            // The owner may be a person's name, so the ledger keeps only that it changed.
            db.Record(actor, "control.changed", row.Subject, new { control = controlId, owner_changed = renamed, frequency_before = before.Word(), frequency = row.Frequency.Word() });
        }

        try
        {
            await db.CommitAsync(stop);
            return Outcome.Saved;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Outcome.Overtaken;
        }
    }
}
