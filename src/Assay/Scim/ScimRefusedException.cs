namespace Assay.Scim;

/// <summary>A request that the protocol refuses (RFC 7644 §3.12).</summary>
/// <remarks>An exception, because it arises deep within parsing and patching; one filter around all doors answers it.</remarks>
public sealed class ScimRefusedException(int status, string? type, string message) : Exception(message)
{
    public int Status { get; } = status;

    /// <summary>One of the words of RFC 7644, table 9.</summary>
    public string? Type { get; } = type;

    public static ScimRefusedException Filter(int at, string why) => new(400, "invalidFilter", $"At character {at + 1}: {why}");

    public static ScimRefusedException Path(string path, string why) => new(400, "invalidPath", $"'{path}': {why}");

    public static ScimRefusedException Value(string what, string why) => new(400, "invalidValue", $"{what}: {why}");

    public static ScimRefusedException NotFound(string id) => new(404, null, $"There is no resource {id} here.");
}
