using Assay.Today;

namespace Assay.Calendar;

/// <summary>What the first page says of the calendar: what is late, and what is due within two weeks.</summary>
internal sealed class CalendarToday(ReadCalendar read, TimeProvider clock) : IToday
{
    private const int _rank = 30;
    private const int _shown = 3;

    public Permission Needs => Permission.ReadProgramme;

    public async Task<TodayPart> OfAsync(Actor actor, Frame frame, CancellationToken stop)
    {
        var today = clock.Today;
        var duties = await read.RunAsync(actor.Organization, stop);
        var late = duties.Count(d => d.DueOn < today);

        return new()
        {
            Figures = duties.Count == 0 ? [] :
            [
                new("Late duties", $"{late:N0}", "/calendar?status=Late", late > 0 ? "bad" : null),
            ],
            Next = [.. duties.Where(d => d.Status(today) is not "Open").Take(_shown).Select(d => new TodayPart.Step(
                d.Title, $"{d.Owner}, due {d.DueOn:yyyy-MM-dd}.", $"/calendar/{d.Id}", _rank, IsUrgent: d.DueOn < today))],
        };
    }
}
