using System.CommandLine;
using System.Text.Json;
using Assay.Statistics;
using Assay.Statistics.Drift;

namespace Assay.Cli;

/// <summary>Whether the data of today is still the data of then, column by column.</summary>
internal static class DriftCommand
{
    public static Command Create()
    {
        Argument<string> reference = new("REFERENCE") { Description = "The population to hold against: CSV with a header, or JSON Lines (.jsonl)." };
        Argument<string> current = new("CURRENT") { Description = "The population to look at." };
        Option<string[]> columns = new("--column") { Description = "Compare this column only; may be repeated.", HelpName = "NAME", DefaultValueFactory = _ => [] };
        Option<string[]> categories = new("--category") { Description = "This column holds categories though they look like numbers; may be repeated.", HelpName = "NAME", DefaultValueFactory = _ => [] };
        Option<string> mode = new("--mode") { Description = "exact: one column in memory at a time, 16 bytes a value. sketch: all in one pass and fixed memory, with ranks off by at most 0.13 %.", DefaultValueFactory = _ => "exact" };
        Option<double?> most = new("--fail-over") { Description = "Exit 1 where the stability index of a column is over this; 0.25 is the usual line.", HelpName = "PSI" };
        Option<string> format = new("--format") { Description = "How to write the report.", DefaultValueFactory = _ => "text" };
        Option<string> to = new("--out") { Description = "Write to this file rather than to the terminal.", HelpName = "FILE" };
        AttachOptions attach = new();
        format.AcceptOnlyFromAmong("text", "json", "html");
        mode.AcceptOnlyFromAmong("exact", "sketch");

        Command drift = new("drift", "Compare two populations: Kolmogorov–Smirnov, stability index, Jensen–Shannon, Wasserstein, χ².") { reference, current, columns, categories, mode, most, format, to };
        attach.AddTo(drift);
        drift.SetAction(async (line, stop) =>
        {
            var (before, after) = (line.GetRequiredValue(reference), line.GetRequiredValue(current));
            var compare = new CompareFiles(before, after, Enum.Parse<ReadingMode>(line.GetRequiredValue(mode), ignoreCase: true));
            var report = new DriftReport(Path.GetFileName(before), Path.GetFileName(after), compare.Run(line.GetRequiredValue(columns), line.GetRequiredValue(categories)));

            ReportOutput.Write(line.GetRequiredValue(format), line.GetValue(to),
                text => DriftText.Print(report, text),
                json => JsonSerializer.Serialize(json, report, StatisticsJson.Readable.DriftReport),
                html => DriftHtml.Write(report, html));
            await attach.SendAsync(line, "drift", Measured.With(JsonSerializer.Serialize(report, StatisticsJson.Readable.DriftReport), [], [("reference_sha256", Measured.DigestOf(before)), ("current_sha256", Measured.DigestOf(after))]), stop);

            return line.GetValue(most) is { } limit && report.Columns.Any(c => c.Psi > limit) ? ExitCode.No : ExitCode.Yes;
        });
        return drift;
    }
}
