namespace Assay.Browser;

/// <summary>The other half of the pages, so that the two halves are looked at beside each other.</summary>
public sealed class LibraryPagesTests(RunningAssay assay) : IClassFixture<RunningAssay>
{
    private static readonly string[] _pages =
    [
        "/library", "/library?q=prompt+injection", "/library?kind=vendors", "/library/coverage", "/library/ai-concerns", "/library/controls/AC-06", "/library/policies/T21",
        "/library/checks/CHK-AC-04-1", "/library/training/TR01", "/library/criteria/CC6.1", "/library/risks/R01", "/library/evidence/E05", "/library/vendors/amazon-bedrock",
        "/library/vendor_categories/gpu_cloud", "/library/documents/DOC01", "/library/guides/G03", "/library/kits/K09", "/library/questionnaire/SQ-001", "/library/plans/four-phase",
        "/library/numbers/readiness", "/library/playbooks/PB01", "/library/concerns/drift",
        "/evidence", "/evidence?status=Accepted", "/evidence?control=none", "/evidence/new", "/evidence/coverage", "/evidence/plan", "/evidence/reminders", "/evidence/checklist", "/evidence/requests",
        "/evidence/classes", "/evidence/types",
        "/datasets", "/datasets/new", "/datasets/croissant", "/datasets?show=incomplete", "/pipelines", "/pipelines/register", "/pipelines/steps", "/pipelines/features", "/pipelines/lineage",
        "/models", "/models/gate", "/models/releases", "/models/components", "/models/experiments", "/models/experiments?show=not-repeatable", "/ledger", "/ledger/erasures",
    ];

    [Fact]
    public async Task The_library_the_evidence_and_the_pages_of_machine_learning_can_be_read_by_everybody()
    {
        var page = await assay.OpenAsync();
        List<string> faults = [];
        page.Console += (_, said) => { if (said.Type is "error") faults.Add($"console: {said.Text}"); };

        await page.GotoAsync("/datasets?q=ratings");
        var dataset = await page.Locator("main tbody th a").First.GetAttributeAsync("href");
        await page.GotoAsync("/pipelines/lineage?q=summariser");
        var node = await page.Locator("main tbody th a").First.GetAttributeAsync("href");
        await page.GotoAsync("/pipelines");
        var definitions = await page.Locator("#findings tbody th a").First.GetAttributeAsync("href");
        await page.GotoAsync("/models/experiments");
        var run = await page.Locator("main tbody th a").First.GetAttributeAsync("href");

        foreach (var path in _pages.Concat([$"{dataset}", $"{dataset}/versions", $"{dataset}/versions/1", node!, definitions!, run!]))
        {
            faults.AddRange(await page.InspectAsync(path));
        }

        Assert.True(faults is [], string.Join('\n', faults));
        await page.Context.CloseAsync();
    }
}
