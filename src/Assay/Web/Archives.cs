using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assay.Web;

/// <summary>An answer that is a ZIP archive, sent while it is made.</summary>
public static class Archives
{
    /// <param name="write">Writes the archive to the stream that it is given.</param>
    public static PushStreamHttpResult Archive(this HttpContext http, string name, Func<Stream, Task> write)
    {
        // An archive's entry ends with a write that the framework knows in no asynchronous form, and the server refuses others.
        http.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        return TypedResults.Stream(write, "application/zip", name);
    }
}
