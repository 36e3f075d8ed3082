namespace Assay.Catalog.Gaps;

/// <summary>What people add to a computed task: who does it, by when, and a note. Empty where nobody said.</summary>
public sealed record TaskPlan(string Owner, DateOnly? DueOn, string Note)
{
    public const int MaxOwnerLength = 120;

    public const int MaxNoteLength = 2_000;

    public static TaskPlan None { get; } = new("", null, "");
}
