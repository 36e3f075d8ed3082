using Microsoft.EntityFrameworkCore;

namespace Assay.Calendar;

/// <summary>Says that one occurrence of a duty was done. The next falls due one period after this one was, not after it was done.</summary>
/// <remarks>It is the doer's word and no evidence: the record that the control leaves is filed as evidence.</remarks>
public sealed class CompleteDuty(Tenancy tenancy, TimeProvider clock)
{
    public sealed record Request
    {
        public DateOnly? DoneOn { get; init; }

        /// <summary>The occurrence that was done, as the page showed it.</summary>
        public DateOnly DueOn { get; init; }
    }

    public abstract record Outcome
    {
        public sealed record Done(DateOnly NextDue) : Outcome;

        public sealed record NotFound : Outcome;

        /// <summary>Somebody has said so already; nothing was changed.</summary>
        public sealed record Overtaken(DateOnly DueOn) : Outcome;

        public sealed record Refused(FormError Error) : Outcome;
    }

    public async Task<Outcome> RunAsync(Actor actor, Guid id, Request request, CancellationToken stop)
    {
        if (request.DoneOn is not { } done) return new Outcome.Refused(new("Form.DoneOn", "On which day was it done?"));
        if (done > clock.Today) return new Outcome.Refused(new("Form.DoneOn", "That day lies ahead; enter the day on which it was done."));

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.Set<CalendarDuty>().FirstOrDefaultAsync(d => d.Id == id && d.EndedOn == null, stop) is not { } duty) return new Outcome.NotFound();
        if (duty.DueOn != request.DueOn) return new Outcome.Overtaken(duty.DueOn);

        duty.MoveOn();
        db.Record(actor, "duty.done", duty.Subject, new
        {
            source = duty.Source,
            controls = duty.Controls,
            due_on = $"{request.DueOn:yyyy-MM-dd}",
            done_on = $"{done:yyyy-MM-dd}",
            late = done > request.DueOn,
            next_due = $"{duty.DueOn:yyyy-MM-dd}",
        });

        try
        {
            await db.CommitAsync(stop);
            return new Outcome.Done(duty.DueOn);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Outcome.Overtaken(duty.DueOn);
        }
    }
}
