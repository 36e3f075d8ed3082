namespace Assay.Scim;

/// <summary>Versions of resources: who changes one that moved meanwhile is told, where they asked for it (RFC 7644 §3.14).</summary>
internal static class Tags
{
    /// <exception cref="ScimRefusedException">The resource is another by now.</exception>
    public static void Require(string? ifMatch, ScimRow row)
    {
        if (!string.IsNullOrEmpty(ifMatch) && !Names(ifMatch, row))
            throw new ScimRefusedException(412, null, $"The resource has changed. Its version is {ResourceJson.TagOf(row)} by now; read it and decide again.");
    }

    public static bool Names(string? header, ScimRow row) =>
        header is { Length: > 0 } && header.Split(',', StringSplitOptions.TrimEntries).Any(tag => tag == "*" || tag.Replace("W/", "", StringComparison.Ordinal) == ResourceJson.TagOf(row)[2..]);
}
