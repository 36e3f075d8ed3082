namespace Assay.Mlflow;

/// <summary>Gives answers and refusals the form that MLflow's clients read.</summary>
internal static class MlflowAnswers
{
    public static async ValueTask<object?> AnswerAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            // Where the organisation has a server of its own behind this, that one answers.
            if (await context.HttpContext.RequestServices.GetRequiredService<PassOn>().RunAsync(context.HttpContext, context.HttpContext.RequestAborted) is { } passed) return passed;

            var reply = await next(context);
            return reply is IResult ? reply : Results.Json(reply, MlflowJson.Options);
        }
        catch (MlflowRefusal refusal)
        {
            return Results.Json(new ErrorReply(refusal.Code, refusal.Message), MlflowJson.Options, statusCode: refusal.Status);
        }
    }

    /// <summary>What MLflow's server says of an address that it does not know: a page, not JSON.</summary>
    private const string _notFoundPage = """
        <!doctype html>
        <html lang=en>
        <title>404 Not Found</title>
        <h1>Not Found</h1>
        <p>The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.</p>

        """;

    public static void MapMlflowRest(this RouteGroupBuilder api) =>
        api.Map("/{**rest}", () => Results.Content(_notFoundPage, "text/html; charset=utf-8", statusCode: StatusCodes.Status404NotFound)).Needs(Permission.ReadMachineLearning);
}
