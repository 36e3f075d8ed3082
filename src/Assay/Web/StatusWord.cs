namespace Assay.Web;

/// <summary>How a status is shown: the word, and the mark that says the same to those who do not see colour.</summary>
/// <remarks>One vocabulary for the whole product, so that a word means the same on every page.</remarks>
public sealed record StatusWord(string Word, string Tone, string Icon)
{
    private static readonly Dictionary<string, StatusWord> _known = new StatusWord[]
    {
        // criterion
        new("Met", "good", "circle-check"), new("Partial", "part", "circle-half-2"), new("Missing", "bad", "circle-x"),
        new("Not applicable", "calm", "circle-minus"), new("Not selected", "calm", "circle-dashed"), new("Selected", "good", "circle-check"),
        // check
        new("Pass", "good", "circle-check"), new("Fail", "bad", "circle-x"), new("Inconclusive", "part", "help-circle"),
        // document
        new("Draft", "calm", "circle-dashed"), new("In review", "part", "eye"), new("Approved", "good", "check"),
        new("Published", "good", "circle-check"), new("Retired", "calm", "archive"),
        // task
        new("Open", "calm", "circle-dashed"), new("Due", "part", "clock"), new("Late", "bad", "alert-triangle"), new("Done", "good", "circle-check"),
        // evidence
        new("Waiting for review", "part", "clock"), new("Accepted", "good", "circle-check"), new("Returned", "bad", "x"), new("Stale", "part", "history"),
        new("Covered", "good", "circle-check"), new("Not due", "calm", "circle-minus"), new("Current", "good", "circle-check"), new("Escalated", "bad", "alert-triangle"),
        // control
        new("Absent", "bad", "circle-x"), new("Informal", "bad", "circle-dashed"), new("Stated", "good", "messages"), new("Evidenced", "good", "circle-check"),
        new("Failing", "bad", "alert-triangle"), new("Designed", "part", "circle-half-2"), new("Operating", "good", "circle-check"), new("Not operating", "bad", "circle-x"),
        // job
        new("Running", "part", "history"), new("Failed", "bad", "alert-triangle"), new("Waiting", "calm", "clock"),
        // request
        new("Refused", "bad", "circle-x"),
        // gate
        new("Passed", "good", "circle-check"), new("Blocked", "bad", "circle-x"), new("Emergency", "part", "alert-triangle"),
        // drift
        new("Stable", "good", "circle-check"), new("Moved", "part", "circle-half-2"), new("Shifted", "bad", "alert-triangle"),
        // person
        new("Joining", "calm", "clock"), new("Employed", "good", "user-check"), new("Left", "calm", "door-exit"),
        // account
        new("Active", "good", "circle-check"), new("Disabled", "calm", "circle-minus"),
        // token
        new("Ends soon", "part", "clock"), new("Expired", "calm", "clock"), new("Revoked", "calm", "x"), new("Closed", "calm", "archive"),
        new("On", "good", "check"), new("Off", "bad", "x"), new("Unknown", "part", "help-circle"),
    }.ToDictionary(s => s.Word, StringComparer.OrdinalIgnoreCase);

    /// <exception cref="ArgumentException">The word is not in the vocabulary.</exception>
    public static StatusWord Of(string word) => _known.TryGetValue(word, out var status)
        ? status
        : throw new ArgumentException($"'{word}' is not a status word; pages share one vocabulary.", nameof(word));
}
