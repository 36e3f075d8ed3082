using System.CommandLine;
using System.Text.Json;
using Assay.Statistics;
using Assay.Statistics.Fairness;

namespace Assay.Cli;

/// <summary>How a model treats groups of people, from a file of its predictions.</summary>
internal static class FairnessCommand
{
    public static Command Create()
    {
        Argument<string> file = new("FILE") { Description = "CSV with a header, or JSON Lines (.jsonl)." };
        Option<string> prediction = new("--prediction") { Description = "The column with what the model decided.", HelpName = "COLUMN", Required = true };
        Option<string> group = new("--group") { Description = "The column with each row's group.", HelpName = "COLUMN", Required = true };
        Option<string> label = new("--label") { Description = "The column with what was true; without it only selection is compared.", HelpName = "COLUMN" };
        Option<string> positive = new("--positive") { Description = "The value that means selected, in predictions and labels; known for 1, true and yes.", HelpName = "VALUE" };
        Option<int> minimum = new("--minimum") { Description = "The fewest records on which a rate is compared.", DefaultValueFactory = _ => FairnessReport.DefaultMinimum };
        Option<double?> least = new("--fail-under") { Description = "Exit 1 where disparate impact is under this ratio, or where a group is too small to say; 0.8 is the four-fifths rule.", HelpName = "RATIO" };
        Option<string> format = new("--format") { Description = "How to write the report.", DefaultValueFactory = _ => "text" };
        Option<string> to = new("--out") { Description = "Write to this file rather than to the terminal.", HelpName = "FILE" };
        Option<string> point = new("--point") { Description = "Where it was measured; the gate reads before_deployment.", DefaultValueFactory = _ => "before_deployment" };
        AttachOptions attach = new();
        format.AcceptOnlyFromAmong("text", "json", "html");
        point.AcceptOnlyFromAmong("training_data", "training_run", "before_deployment", "in_production");

        Command fairness = new("fairness", "Compare how a model treats groups: selection, true and false positives, four-fifths rule.") { file, prediction, group, label, positive, minimum, least, point, format, to };
        attach.AddTo(fairness);
        fairness.SetAction(async (line, stop) =>
        {
            if (line.GetValue(minimum) < 1) throw new RefusedException("--minimum must be at least 1.");

            var report = ReadFairness.Run(line.GetRequiredValue(file), line.GetRequiredValue(prediction), line.GetRequiredValue(group), line.GetValue(label), line.GetValue(positive), line.GetValue(minimum));
            ReportOutput.Write(line.GetRequiredValue(format), line.GetValue(to),
                text => FairnessText.Print(report, text),
                json => JsonSerializer.Serialize(json, report, StatisticsJson.Readable.FairnessReport),
                html => FairnessHtml.Write(report, html));
            await attach.SendAsync(line, "fairness", Measured.With(JsonSerializer.Serialize(report, StatisticsJson.Readable.FairnessReport), [("point", line.GetRequiredValue(point))], [("file", Path.GetFileName(line.GetRequiredValue(file))), ("sha256", Measured.DigestOf(line.GetRequiredValue(file)))]), stop);

            return line.GetValue(least) is { } ratio && report.Judge(ratio) is not FairnessVerdict.Pass ? ExitCode.No : ExitCode.Yes;
        });
        return fairness;
    }
}
