using System.Runtime.CompilerServices;

namespace Assay.Tests;

/// <summary>Where the files of the project lie that tests read as they are.</summary>
internal static class Repository
{
    public static string Folder(string path) => Path.GetFullPath(Path.Join(Root(), path));

    private static string Root([CallerFilePath] string here = "") => Path.Join(Path.GetDirectoryName(here), "../..");
}
