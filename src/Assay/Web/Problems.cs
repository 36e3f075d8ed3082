using Microsoft.AspNetCore.Http.HttpResults;

namespace Assay.Web;

/// <summary>Every refusal that a client may see. What is not here is a bug, and a client is told only its trace id.</summary>
public static class Problems
{
    public static ProblemHttpResult Conflict(string type, string detail) => Of(StatusCodes.Status409Conflict, type, detail);

    /// <summary>Allowed to come in, but not to do this one thing; the detail says who may.</summary>
    public static ProblemHttpResult Forbidden(string detail) => Of(StatusCodes.Status403Forbidden, "forbidden", detail);

    public static ProblemHttpResult CrossSite() => Of(StatusCodes.Status403Forbidden, "cross-site",
        "This write was sent by a page of another site in your name. A program sends a token in the Authorization header instead of a cookie.");

    public static ProblemHttpResult PlainHttp() => Of(StatusCodes.Status403Forbidden, "plain-http",
        "This came in the clear, where anybody on the way reads passwords and tokens. Use https.");

    public static ProblemHttpResult NotFound(string detail) => Of(StatusCodes.Status404NotFound, "not-found", detail);

    /// <summary>What was read is not what is there: read it again, then decide again.</summary>
    public static ProblemHttpResult PreconditionFailed(string detail) => Of(StatusCodes.Status412PreconditionFailed, "stale", detail);

    public static ProblemHttpResult Unprocessable(string type, string detail) => Of(StatusCodes.Status422UnprocessableEntity, type, detail);

    public static ProblemHttpResult TooLarge(string detail) => Of(StatusCodes.Status413PayloadTooLarge, "too-large", detail);

    public static ProblemHttpResult Busy(string detail) => Of(StatusCodes.Status503ServiceUnavailable, "busy", detail);

    /// <summary>Something that this installation does not have; the detail says what to do.</summary>
    public static ProblemHttpResult Unavailable(string detail) => Of(StatusCodes.Status503ServiceUnavailable, "unavailable", detail);

    /// <summary>Refuses named fields, as <c>errors</c> of RFC 9457 problem details do.</summary>
    public static ValidationProblem Invalid(IEnumerable<FormError> errors) => TypedResults.ValidationProblem(
        errors.GroupBy(e => e.Field ?? "").ToDictionary(g => g.Key, g => g.Select(e => e.Message).ToArray()),
        type: "/problems/invalid");

    private static ProblemHttpResult Of(int status, string type, string detail) =>
        TypedResults.Problem(detail, statusCode: status, type: $"/problems/{type}");
}
