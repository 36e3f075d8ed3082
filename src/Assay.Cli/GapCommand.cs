using System.CommandLine;
using Assay.Catalog;
using Assay.Catalog.Gaps;
using Assay.Catalog.Interview;
using Assay.Catalog.Reports;

namespace Assay.Cli;

/// <summary>From a company's answers to a status for each criterion and a ranked list of what to do.</summary>
internal static class GapCommand
{
    public static Command Create()
    {
        Option<string> answers = new("--answers") { Description = "The company's answers, a YAML file that 'assay interview' writes.", HelpName = "FILE", Required = true };
        Option<string> format = new("--format") { Description = "How to write the report.", DefaultValueFactory = _ => "text" };
        Option<string> to = new("--out") { Description = "Write to this file rather than to the terminal.", HelpName = "FILE" };
        format.AcceptOnlyFromAmong("text", "json", "xlsx", "html");

        Command gap = new("gap", "Say where a company stands on the 61 criteria, and what to do first.") { answers, format, to };
        gap.SetAction(line => Run(line.GetRequiredValue(answers), line.GetRequiredValue(format), line.GetValue(to)));
        return gap;
    }

    private static int Run(string answers, string format, string? to)
    {
        var catalog = CatalogLibrary.Shipped;
        var (sheet, faults) = AnswersFile.Read(catalog, answers);

        if (sheet is null)
        {
            Faults.Print(faults);
            return ExitCode.Usage;
        }

        var report = GapAnalysis.Run(catalog, sheet);
        if (to is not null) OutputFile.Write(to, file => Write(report, format, file));
        else if (format == "text") GapText.Print(report, Terminal.Standard());
        else if (format == "xlsx" && !Console.IsOutputRedirected) throw new RefusedException("a workbook is no text; name a file with --out.");
        else
        {
            using var standard = Console.OpenStandardOutput();
            Write(report, format, standard);
        }

        return ExitCode.Yes;
    }

    private static void Write(GapReport report, string format, Stream to)
    {
        if (format == "json") GapJson.Write(report, to);
        else if (format == "html") GapHtml.Write(CatalogLibrary.Shipped, report, to);
        else if (format == "xlsx") GapWorkbook.Write(CatalogLibrary.Shipped, report, to);
        else
        {
            using var text = new StreamWriter(to);
            GapText.Print(report, Terminal.Plain(text));
        }
    }
}
