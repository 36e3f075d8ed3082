using System.CommandLine;
using Assay.Catalog;
using Assay.Catalog.Documents;
using Assay.Catalog.Gaps;
using Assay.Catalog.Interview;
using Assay.Catalog.Policies;

namespace Assay.Cli;

/// <summary>From a company's answers to its policies as files, with no server and no network.</summary>
internal static class PoliciesCommand
{
    public static Command Create()
    {
        Option<string> answers = new("--answers") { Description = "The company's answers, a YAML file that 'assay interview' writes.", HelpName = "FILE", Required = true };
        Option<string> to = new("--out") { Description = "The folder to write to; made where it does not exist.", HelpName = "DIR", Required = true };
        Option<string> format = new("--format") { Description = "How to write them. A pdf needs Chromium.", DefaultValueFactory = _ => "md" };
        Option<bool> all = new("--all") { Description = "Every title, not only those recommended to this company." };
        format.AcceptOnlyFromAmong("md", "docx", "html", "pdf");

        Command policies = new("policies", "Write a company's policies as drafts; exits 1 where one holds a placeholder that nobody filled in.") { answers, to, format, all };
        policies.SetAction((line, stop) =>
            RunAsync(line.GetRequiredValue(answers), line.GetRequiredValue(to), line.GetRequiredValue(format), line.GetValue(all), stop));
        return policies;
    }

    private static async Task<int> RunAsync(string answers, string folder, string format, bool all, CancellationToken stop)
    {
        var catalog = CatalogLibrary.Shipped;
        var (sheet, faults) = AnswersFile.Read(catalog, answers);

        if (sheet is null)
        {
            Faults.Print(faults);
            return ExitCode.Usage;
        }

        var templates = new PolicyTemplates(catalog, sheet);
        IReadOnlyList<Catalog.Content.Policy> chosen = all ? catalog.Policies : PolicySet.Recommended(catalog, GapAnalysis.Run(catalog, sheet));
        var documents = chosen.Select(p => PolicyDocument.Of(p, sheet, templates)).ToList();

        try
        {
            await DocumentFolder.WriteAsync(folder, format, documents, stop);
        }
        catch (PdfUnavailableException unavailable)
        {
            await Console.Error.WriteLineAsync($"assay: {unavailable.Message}");
            return ExitCode.Internal;
        }

        return Report(documents);
    }

    /// <summary>What is open is named with its document and line, as compilers print theirs, so that editors can jump to it.</summary>
    private static int Report(List<PolicyDocument> documents)
    {
        var open = documents.SelectMany(d => d.Open, (d, place) => $"{d.FileName}.md({place.Line}): '{place.Name}' has no value; add it to 'profile' in the answers file.").ToList();
        foreach (var line in open) Console.Error.WriteLine(line);

        var rules = documents.Sum(d => d.Rules.Count());
        Console.WriteLine($"{documents.Count} documents with {rules} rules, {(open.Count == 0 ? "no open placeholder" : $"{open.Count} open placeholders")}. Drafts: somebody other than the author approves them.");
        return open.Count == 0 ? ExitCode.Yes : ExitCode.No;
    }
}
