using System.Text.RegularExpressions;

namespace Assay.Tests;

/// <summary>A page that says a test shows something names a test that exists.</summary>
public sealed partial class DocumentedTests
{
    [Fact]
    public void Every_test_that_the_security_page_names_exists()
    {
        var named = Name().Matches(File.ReadAllText(Repository.Folder("docs/reference/security.md"))).ToList();
        var types = typeof(DocumentedTests).Assembly.GetTypes().ToLookup(t => t.Name);

        Assert.True(named.Count > 20);
        Assert.Empty(named.Where(n => !types[n.Groups["class"].Value].Any(t => !n.Groups["test"].Success || t.GetMethod(n.Groups["test"].Value) is not null)).Select(n => n.Value));
    }

    [GeneratedRegex(@"`(?<class>[A-Z]\w+Tests)(\.(?<test>\w+))?`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
