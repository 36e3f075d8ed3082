using System.Runtime.CompilerServices;
using Assay.Catalog;
using Assay.Catalog.Checking;
using Assay.Catalog.Plans;

namespace Assay.Tests.Plan;

public sealed class PlanCatalogTests
{
    [Fact]
    public void The_two_programmes_and_every_number_that_the_plan_reads_are_shipped_without_a_fault()
    {
        Assert.Equal(["four-phase", "week-by-week"], CatalogLibrary.Shipped.Plans.Value.Select(p => p.Id));
        Assert.All(PlanNumbers.All, id => Assert.NotNull(CatalogLibrary.Shipped.Number(id)));
        Assert.DoesNotContain(CatalogCheck.Run(Shipped()), f => f.File.StartsWith("plans", StringComparison.Ordinal) || f.File == "numbers.yaml");
    }

    [Fact]
    public void A_plan_that_names_no_control_of_ours_or_runs_backwards_is_named_with_its_place()
    {
        using var folder = new CatalogCopy(Shipped());
        var path = Path.Join(folder.Path, "plans", "four-phase.yaml");
        File.WriteAllText(path, File.ReadAllText(path)
            .Replace("controls: [GV-04]", "controls: [XX-99]", StringComparison.Ordinal)
            .Replace("until: { anchor: remediation }", "until: { anchor: start }", StringComparison.Ordinal));

        var faults = CatalogCheck.Run(folder.Path).Where(f => f.File == "plans/four-phase.yaml").Select(f => f.ToString()).ToList();

        Assert.Contains(faults, f => f.Contains("'XX-99' does not exist", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.Contains("ends after it begins", StringComparison.Ordinal));
    }

    private static string Shipped([CallerFilePath] string here = "") => Path.GetFullPath(Path.Join(Path.GetDirectoryName(here), "../../../catalog"));

    private sealed class CatalogCopy : IDisposable
    {
        public CatalogCopy(string from)
        {
            foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            {
                var to = System.IO.Path.Join(Path, System.IO.Path.GetRelativePath(from, file));
                Directory.CreateDirectory(System.IO.Path.GetDirectoryName(to)!);
                File.Copy(file, to);
            }
        }

        public string Path { get; } = Directory.CreateTempSubdirectory("assay-catalog-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
