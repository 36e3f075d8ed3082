namespace Assay.Web;

/// <summary>How far a day is from today, in words.</summary>
public static class Distances
{
    public static string Between(DateOnly today, DateOnly day) => (day.DayNumber - today.DayNumber) switch
    {
        0 => "today",
        1 => "tomorrow",
        -1 => "yesterday",
        > 0 and var days => $"in {Length(days)}",
        var days => $"{Length(-days)} ago",
    };

    private static string Length(int days) => days switch
    {
        < 60 => $"{days} days",
        < 730 => $"{days / 30} months",        // from two months on, nobody counts the days
        _ => $"{days / 365} years",
    };
}
