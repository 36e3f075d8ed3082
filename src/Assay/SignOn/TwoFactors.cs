using System.Text.Json;

namespace Assay.SignOn;

/// <summary>Whether an id token says that a sign-in took two factors: by <c>acr</c>, or by the methods in <c>amr</c> (RFC 8176).</summary>
internal static class TwoFactors
{
    // What one knows, what one has, what one is. Two methods of one kind are still one factor.
    private static readonly string[][] _kinds =
    [
        ["pwd", "pin", "kba"],
        ["otp", "hwk", "swk", "sms", "tel", "sc", "pop"],
        ["fpt", "face", "iris", "retina", "vbm"],
    ];

    // Names that mean it wherever they are used: OpenID's EAP and PAPE.
    private static readonly string[] _classes = ["phr", "phrh", "http://schemas.openid.net/pape/policies/2007/06/multi-factor"];

    /// <param name="own">What this provider calls it in <c>acr</c>; empty for none.</param>
    public static bool AreIn(JsonElement claims, string own)
    {
        if (claims.Text("acr") is { Length: > 0 } how && (how == own || _classes.Contains(how))) return true;

        var methods = claims.Texts("amr").ToList();
        return methods.Contains("mfa") || _kinds.Count(kind => methods.Any(kind.Contains)) > 1;
    }
}
