namespace Assay.Experiments;

internal static class ExperimentWords
{
    private const long _lastOfCalendar = 253_402_300_799_000;

    /// <summary>A client's clock may say anything; what the calendar does not reach is shown as its end.</summary>
    public static string Time(long milliseconds) => $"{DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(milliseconds, 0, _lastOfCalendar)):yyyy-MM-dd HH:mm} UTC";
}
