namespace Assay.Tests;

/// <summary>Public test data beside the checkout. Where it is absent, what needs it is skipped and says so.</summary>
internal static class Vectors
{
    public static string Folder(string name)
    {
        var folder = Repository.Folder($"../shared/vectors/{name}");
        Assert.SkipUnless(Directory.Exists(folder), $"There is no folder {folder} with test vectors.");
        return folder;
    }
}
