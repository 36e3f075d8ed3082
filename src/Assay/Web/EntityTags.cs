using Microsoft.AspNetCore.Http.HttpResults;

namespace Assay.Web;

/// <summary>The version of what is read, as <c>ETag</c>; sent back as <c>If-Match</c>, a write is refused where somebody else was faster.</summary>
public static class EntityTags
{
    extension(HttpContext http)
    {
        public void ShowVersion(int version) => http.Response.Headers.ETag = $"\"{version}\"";

        /// <summary>The version that the caller read; null where they do not say, or take any.</summary>
        /// <remarks>What is no version of ours matches none: a negative one is never given.</remarks>
        public int? ExpectedVersion => http.Request.Headers.IfMatch.ToString() is not { Length: > 0 } sent || sent == "*"
            ? null
            : int.TryParse(sent.Trim('"'), out var version) ? version : -1;

        /// <summary>Somebody else was faster: 412 to whoever named the version in <c>If-Match</c>, 409 to whoever named it in the body.</summary>
        public ProblemHttpResult Overtaken(string type, string message) =>
            http.ExpectedVersion is null ? Problems.Conflict(type, message) : Problems.PreconditionFailed(message);
    }
}
