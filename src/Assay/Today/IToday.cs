namespace Assay.Today;

/// <summary>What one feature has to say on the first page. Registered by the feature, so that the page knows none of them.</summary>
public interface IToday
{
    /// <summary>Shown to whoever may do this, because it links to pages that ask for it.</summary>
    Permission Needs { get; }

    Task<TodayPart> OfAsync(Actor actor, Frame frame, CancellationToken stop);
}

public sealed record TodayPart
{
    /// <summary>Numbers that are links to what they count.</summary>
    public IReadOnlyList<KeyFigures.Figure> Figures { get; init; } = [];

    /// <summary>How far each part of the programme is, as "n of m".</summary>
    public IReadOnlyList<Readiness> Progress { get; init; } = [];

    /// <summary>What to do next.</summary>
    public IReadOnlyList<Step> Next { get; init; } = [];

    /// <param name="What">What is counted, as it reads after "3 of 33": "criteria met".</param>
    public sealed record Readiness(string Title, int Done, int Total, string What, string Href);

    /// <param name="Rank">Lower comes first, whichever feature says it.</param>
    public sealed record Step(string Title, string Why, string Href, int Rank, bool IsUrgent = false);
}
