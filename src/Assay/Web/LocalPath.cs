namespace Assay.Web;

/// <summary>An address within this site, because a redirect that follows what it was given is an open door.</summary>
public static class LocalPath
{
    public static string Of(string? path) =>
        path is ['/', ..] and not ['/', '/' or '\\', ..] && !path.Any(char.IsControl) ? path : "/";
}
