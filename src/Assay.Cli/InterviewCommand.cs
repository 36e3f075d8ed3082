using System.CommandLine;
using Assay.Catalog;
using Assay.Catalog.Interview;

namespace Assay.Cli;

/// <summary>The interview at a terminal. Each answer is in the file before the next question is asked.</summary>
internal static class InterviewCommand
{
    public static Command Create()
    {
        Option<string> answers = new("--answers") { Description = "The file to write; where it exists, the interview goes on in it.", HelpName = "FILE", DefaultValueFactory = _ => "answers.yaml" };
        Option<string> run = new("--run") { Description = "How much to go through now.", DefaultValueFactory = _ => "first-pass" };
        run.AcceptOnlyFromAmong("first-pass", "security-baseline", "full");

        Command interview = new("interview", "Answer questions about the company; stop and resume at will.") { answers, run };
        interview.SetAction(line => Run(line.GetRequiredValue(answers), line.GetRequiredValue(run)));
        return interview;
    }

    private static int Run(string path, string run)
    {
        var catalog = CatalogLibrary.Shipped;
        var file = new AnswersOnDisk(catalog, path);
        var console = Terminal.Standard();

        if (!file.TryRead(out var faults))
        {
            Faults.Print(faults);
            return ExitCode.Usage;
        }

        var interviewer = new Interviewer(catalog, file, console, Console.In, run switch
        {
            "first-pass" => InterviewRun.FirstPass,
            "security-baseline" => InterviewRun.SecurityBaseline,
            _ => InterviewRun.Full,
        });

        interviewer.Hold(TimeProvider.System);
        return ExitCode.Yes;
    }
}
