using System.Text.Json;

namespace Assay.Calendar;

/// <summary>A ledger entry about a duty, as a sentence.</summary>
internal static class DutyHistory
{
    public static string Of(LedgerEntry entry)
    {
        using var body = JsonDocument.Parse(entry.Body);
        string Text(string name) => body.RootElement.TryGetProperty(name, out var value) ? value.ToString() : "";

        return entry.Kind switch
        {
            "duty.done" => $"Due {Text("due_on")}, done {Text("done_on")}{(body.RootElement.GetProperty("late").GetBoolean() ? ", late" : "")}",
            "duty.scheduled" => $"Scheduled, first due {Text("due_on")}",
            var other => other,
        };
    }
}
