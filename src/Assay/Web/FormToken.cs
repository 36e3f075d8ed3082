using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;

namespace Assay.Web;

/// <summary>Tells a form of ours from a foreign page's while only its first field has been read.</summary>
public static class FormToken
{
    public const string Field = "__RequestVerificationToken";

    public static Task<bool> IsOursAsync(HttpContext http, IAntiforgery antiforgery, string token)
    {
        // The framework looks for the token in the parsed form; this is all of the form that has been read.
        http.Features.Set<IFormFeature>(new FormFeature(new FormCollection(new() { [Field] = token })));
        return antiforgery.IsRequestValidAsync(http);
    }
}
