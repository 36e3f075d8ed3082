namespace Assay.Identity;

/// <summary>How pages name a passkey.</summary>
internal static class PasskeyId
{
    /// <returns>Empty, which is nobody's, where the text is none.</returns>
    public static byte[] Parse(string text) =>
        text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit) ? Convert.FromHexString(text) : [];
}
