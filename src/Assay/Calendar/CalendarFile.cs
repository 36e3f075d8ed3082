using System.Text;
using Assay.Catalog.Content;

namespace Assay.Calendar;

/// <summary>The calendar as iCalendar (RFC 5545), for the programs in which people look at their days.</summary>
internal static class CalendarFile
{
    private const int _lineBytes = 75;

    public static string Of(Frame frame, IEnumerable<CalendarDuty> duties, DateTimeOffset now)
    {
        var file = new StringBuilder();
        void Line(string line) => Fold(file, line);

        Line("BEGIN:VCALENDAR");
        Line("VERSION:2.0");
        Line("PRODID:-//Assay//Compliance calendar//EN");
        Line($"X-WR-CALNAME:{Escape($"{frame.Organization} compliance{(frame.IsSample ? " (sample)" : "")}")}");

        foreach (var duty in duties)
        {
            Line("BEGIN:VEVENT");
            Line($"UID:{duty.Id:n}@assay");
            Line($"DTSTAMP:{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}");
            Line($"DTSTART;VALUE=DATE:{duty.DueOn:yyyyMMdd}");
            Line($"RRULE:{Rule(duty.Frequency)}");
            Line($"SUMMARY:{Escape(duty.Title)}");
            Line($"DESCRIPTION:{Escape($"Owner: {duty.Owner}\nControls: {string.Join(", ", duty.Controls)}")}");
            Line("TRANSP:TRANSPARENT");                     // an all-day duty does not block the day
            Line("END:VEVENT");
        }

        Line("END:VCALENDAR");
        return file.ToString();
    }

    private static string Rule(Frequency frequency) => frequency switch
    {
        Frequency.Daily => "FREQ=DAILY",
        Frequency.Weekly => "FREQ=WEEKLY",
        Frequency.Monthly => "FREQ=MONTHLY",
        Frequency.Quarterly => "FREQ=MONTHLY;INTERVAL=3",
        Frequency.HalfYearly => "FREQ=MONTHLY;INTERVAL=6",
        _ => "FREQ=YEARLY",
    };

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal)
            .Replace(",", "\\,", StringComparison.Ordinal).ReplaceLineEndings("\\n");

    /// <summary>No line is longer than 75 bytes; what follows begins with a space. A character is never torn.</summary>
    private static void Fold(StringBuilder file, string line)
    {
        var bytes = 0;

        foreach (var rune in line.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > _lineBytes)
            {
                file.Append("\r\n ");
                bytes = 1;
            }

            file.Append(rune.ToString());
            bytes += rune.Utf8SequenceLength;
        }

        file.Append("\r\n");
    }
}
