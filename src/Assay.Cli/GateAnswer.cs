using System.Text.Json;

namespace Assay.Cli;

/// <summary>What the server's gate says of a version.</summary>
internal sealed record GateAnswer(string Model, int Version, bool Passed, string Page, string RulesDigest, string Evaluator, IReadOnlyList<GateAnswer.Rule> Rules)
{
    public sealed record Rule(string Id, string Title, string Answer, string Reason)
    {
        public bool IsMet => Answer == "Pass";
    }

    public static GateAnswer Of(JsonElement answer) => new(
        Text(answer, "model"), answer.GetProperty("version").GetInt32(), answer.GetProperty("passed").GetBoolean(), Text(answer, "page"), Text(answer, "rulesDigest"), Text(answer, "evaluator"),
        [.. answer.GetProperty("rules").EnumerateArray().Select(r => new Rule(Text(r, "rule"), Text(r, "title"), Text(r, "answer"), Text(r, "reason")))]);

    private static string Text(JsonElement holder, string name) => holder.GetProperty(name).GetString() ?? "";
}
