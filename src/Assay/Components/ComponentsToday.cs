using Assay.Today;

namespace Assay.Components;

/// <summary>Components that an advisory names and that nobody has ruled out.</summary>
internal sealed class ComponentsToday(ReadComponents read) : IToday
{
    private const int _rank = 14;
    private const int _named = 3;

    public Permission Needs => Permission.ReadMachineLearning;

    public async Task<TodayPart> OfAsync(Actor actor, Frame frame, CancellationToken stop)
    {
        var found = (await read.RunAsync(actor.Organization, stop)).Where(l => l.Advisories is not [] && l.Component.Decision is not ComponentDecision.Rejected).ToList();

        return new()
        {
            Next = found is [] ? [] :
            [
                new($"Look at {(found.Count == 1 ? "a component" : $"{found.Count} components")} with a known vulnerability",
                    $"{string.Join(", ", found.Take(_named).Select(l => $"{l.Component.Name} {l.Component.Release} ({l.Advisories[0]})"))}.", "/models/components", _rank, IsUrgent: true),
            ],
        };
    }
}
