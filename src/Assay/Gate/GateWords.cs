namespace Assay.Gate;

/// <summary>How the gate speaks, to a person and to a program alike.</summary>
internal static class GateWords
{
    /// <summary>Each unmet rule by name with its reason, and where to read more.</summary>
    public static string Refusal(GateReport report, string page) =>
        $"Version {report.Candidate.Version.Number} of '{report.Candidate.Model.Name}' may not go to {report.Environment}: {report.Unmet.Count} of {report.Verdicts.Count} rules {(report.Unmet.Count == 1 ? "is" : "are")} not met. "
        + $"{string.Join(" ", report.Unmet.Select(v => $"[{v.Rule}: {Of(v.Answer)}] {v.Reason}"))} See {page}";

    /// <summary>An entry's kind as words, as <c>model.promotion_refused</c>: "Promotion refused".</summary>
    public static string Entry(string kind)
    {
        var words = kind[(kind.IndexOf('.', StringComparison.Ordinal) + 1)..].Replace('_', ' ');
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    public static string Of(Answer answer) => answer switch
    {
        Answer.Pass => "pass",
        Answer.Fail => "fail",
        _ => "inconclusive",
    };
}
