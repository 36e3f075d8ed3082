namespace Assay.Members;

/// <summary>A last day as the instant at which it is over, in UTC.</summary>
internal static class Until
{
    public static DateTimeOffset? EndOf(DateOnly? day) =>
        day is { } last ? new DateTimeOffset(last.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : null;
}
