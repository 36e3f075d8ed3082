using System.CommandLine;
using Assay.Catalog;
using Assay.Catalog.Checking;

namespace Assay.Cli;

/// <summary>What Assay knows: checked as its authors write it, listed as it ships.</summary>
internal static class CatalogCommand
{
    public static Command Create() => new("catalog", "Check or list what Assay knows: criteria, controls, policies, risks and more.") { Check(), List() };

    private static Command Check()
    {
        Argument<string> folder = new("FOLDER") { Description = "The catalog folder.", DefaultValueFactory = _ => "catalog" };

        Command check = new("check", "Print every fault of a catalog folder with its file and line; exits 1 where there is one.") { folder };
        check.SetAction(line => Check(line.GetRequiredValue(folder)));
        return check;
    }

    private static int Check(string folder)
    {
        if (!Directory.Exists(folder)) throw new RefusedException($"there is no folder '{folder}'.");

        var faults = CatalogCheck.Run(folder);
        if (faults.Count > 0)
        {
            Faults.Print(faults);
            return ExitCode.No;
        }

        Console.WriteLine("No fault.");
        return ExitCode.Yes;
    }

    private static Command List()
    {
        Argument<string> kind = new("KIND") { Description = "criteria, controls, policies, risks, or another kind that the catalog holds." };
        Option<string> format = new("--format") { Description = "How to write the list.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");

        Command list = new("list", "List the items of one kind.") { kind, format };
        list.SetAction(line => List(line.GetRequiredValue(kind), line.GetRequiredValue(format)));
        return list;
    }

    private static int List(string kind, string format)
    {
        var catalog = CatalogLibrary.Shipped;
        var kinds = CatalogListing.Kinds(catalog).ToList();
        if (!kinds.Contains(kind)) throw new RefusedException($"there is no kind '{kind}'; there are {string.Join(", ", kinds)}.");

        using var standard = Console.OpenStandardOutput();
        if (format == "json") CatalogListing.WriteJson(catalog, kind, standard);
        else CatalogListing.WriteText(catalog, kind, standard);
        return ExitCode.Yes;
    }
}
