using Assay.Catalog;
using Assay.Catalog.Gaps;
using Assay.Catalog.Interview;
using Assay.Catalog.Policies;

namespace Assay.Tests.Policies;

/// <summary>The shipped sample companies, as their answers files say them.</summary>
internal static class SampleCompanies
{
    public static CatalogLibrary Catalog => CatalogLibrary.Shipped;

    public static AnswerSheet Sheet(string name)
    {
        var (sheet, faults) = AnswersFile.Read(Catalog, Repository.Folder($"samples/{name}.yaml"));
        Assert.Empty(faults);
        return sheet!;
    }

    public static GapReport Report(string name) => GapAnalysis.Run(Catalog, Sheet(name));

    /// <summary>Every title of the catalog, filled in for one company.</summary>
    public static IReadOnlyList<PolicyDocument> Documents(string name)
    {
        var sheet = Sheet(name);
        var templates = new PolicyTemplates(Catalog, sheet);
        return [.. Catalog.Policies.Select(p => PolicyDocument.Of(p, sheet, templates))];
    }
}
