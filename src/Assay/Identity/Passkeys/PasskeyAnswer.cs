using System.ComponentModel.DataAnnotations;

namespace Assay.Identity;

/// <summary>What a page's script puts into the form once the browser has a passkey's answer.</summary>
public sealed record PasskeyAnswer
{
    public const int LongestAnswer = 32 * 1024;

    [Required(ErrorMessage = "Nothing came from the passkey. This needs the page's script."), StringLength(LongestAnswer)]
    public string Credential { get; set; } = "";

    [Required, StringLength(LongestAnswer)]
    public string State { get; set; } = "";
}
