using Assay.Catalog.Source;

namespace Assay.Cli;

internal static class Faults
{
    /// <summary>Every fault on a line of its own, as compilers print theirs, so that editors can jump to it.</summary>
    public static void Print(IReadOnlyCollection<Fault> faults)
    {
        foreach (var fault in faults) Console.Error.WriteLine(fault);
        Console.Error.WriteLine(faults.Count == 1 ? "1 fault." : $"{faults.Count} faults.");
    }
}
