using Assay.Catalog.Checking;

namespace Assay.Tests.Catalog;

/// <summary>The catalog check names every fault with its file and line.</summary>
public sealed class CatalogCheckTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assay-catalog-");

    public CatalogCheckTests()
    {
        var source = Repository.Folder("catalog");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Join(_folder.FullName, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Every_planted_fault_of_form_is_named_with_its_line()
    {
        var before = CatalogCheck.Run(_folder.FullName).Count;
        Plant("controls/access/AC-01.yaml", "nature: preventive", "nature: splendid");
        Plant("controls/access/AC-02.yaml", "title:", "titel:");
        Plant("controls/access/AC-03.yaml", "effort_days:", "effort_days: soon #");
        Plant("controls/access/AC-04.yaml", "id: AC-04", "id: AC-05");

        var faults = CatalogCheck.Run(_folder.FullName).Select(f => f.ToString()).ToList();

        Assert.Contains(faults, f => f.StartsWith("controls/access/AC-01.yaml:", StringComparison.Ordinal) && f.Contains("'splendid' is not one of preventive, detective, corrective", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.StartsWith("controls/access/AC-02.yaml:2: ", StringComparison.Ordinal) && f.Contains("titel: unknown", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.Contains("AC-02.yaml", StringComparison.Ordinal) && f.Contains("title: required, and absent", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.Contains("AC-03.yaml", StringComparison.Ordinal) && f.Contains("effort_days: decimal needed, not 'soon", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.Contains("this id is used already in", StringComparison.Ordinal));
        Assert.Equal(0, before);
    }

    [Fact]
    public void Every_planted_fault_of_reference_is_named()
    {
        Plant("controls/access/AC-01.yaml", "answered_by: [identity_provider]", "answered_by: [identity_provder]");
        Plant("controls/access/AC-01.yaml", "id: CC6.1,", "id: CC6.9,");
        Plant("criteria/privacy.yaml", "key_controls: [PR-01, PR-14]", "key_controls: [PR-01, PR-99]");

        var faults = CatalogCheck.Run(_folder.FullName).Select(f => f.ToString()).ToList();

        Assert.Contains(faults, f => f.Contains("'identity_provder' is not a question", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.Contains("'CC6.9' does not exist", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.StartsWith("criteria/privacy.yaml:", StringComparison.Ordinal) && f.Contains("'PR-99' does not exist", StringComparison.Ordinal));
    }

    private void Plant(string file, string sound, string faulty)
    {
        var path = Path.Join(_folder.FullName, file);
        var text = File.ReadAllText(path);

        Assert.Contains(sound, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(sound, faulty, StringComparison.Ordinal));
    }
}
