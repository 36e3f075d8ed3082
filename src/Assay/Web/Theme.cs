namespace Assay.Web;

/// <summary>Light or dark: the reader's system decides, until they say otherwise. Kept in a cookie, so it needs no script.</summary>
public static class Theme
{
    private const string _cookie = "theme";
    private static readonly string[] _chosen = ["light", "dark"];

    /// <returns><c>light</c>, <c>dark</c>, or null where the system decides.</returns>
    public static string? Of(HttpContext http) => _chosen.FirstOrDefault(t => t == http.Request.Cookies[_cookie]);

    public static void MapTheme(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/theme", Choose).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> Choose(HttpContext http, CancellationToken stop)
    {
        if (!http.Request.HasFormContentType) return TypedResults.BadRequest();

        var form = await http.Request.ReadFormAsync(stop);

        if (_chosen.Contains(form["theme"].ToString()))
            http.Response.Cookies.Append(_cookie, form["theme"].ToString(), new() { MaxAge = TimeSpan.FromDays(365), HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps });
        else
            http.Response.Cookies.Delete(_cookie);

        return TypedResults.LocalRedirect(LocalPath.Of(form["back"]));
    }
}
