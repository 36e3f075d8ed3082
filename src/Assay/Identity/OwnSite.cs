namespace Assay.Identity;

/// <summary>
/// The one rule against borrowed cookies: a write by cookie must come from our own pages. Browsers say where it comes from
/// in <c>Sec-Fetch-Site</c> or, over plain HTTP, in <c>Origin</c>; where either names another site, it is refused.
/// </summary>
/// <remarks>
/// Forms of pages carry an antiforgery token besides. A program has neither header, and its token is no cookie that a page
/// elsewhere could make a browser send.
/// </remarks>
internal static class OwnSite
{
    public static void UseOwnSite(this IApplicationBuilder app) => app.Use((http, next) =>
        IsBorrowed(http) ? Problems.CrossSite().ExecuteAsync(http) : next(http));

    private static bool IsBorrowed(HttpContext http) =>
        !IsReading(http.Request.Method) && http.User.Actor is { IsService: false } && IsElsewhere(http.Request);

    private static bool IsReading(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static bool IsElsewhere(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site
            ? site is not ("same-origin" or "none")
            : request.Headers.Origin.ToString() is { Length: > 0 } origin && origin != $"{request.Scheme}://{request.Host}";
}
