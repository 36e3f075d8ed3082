using System.Security.Cryptography;
using System.Text;

namespace Assay.Idempotency;

/// <summary>An answer that holds a secret, which is shown once and so is never kept to be shown again.</summary>
public sealed class SecretAnswer;

/// <summary>The header <c>Idempotency-Key</c> on writes of the API: sent again, the same request is answered the same and done once.</summary>
public static class IdempotencyFeature
{
    private const string _header = "Idempotency-Key";

    public static void AddIdempotency(this IServiceCollection services) => services.AddScoped<KeepAnswer>();

    /// <summary>After the sign-in was looked at: a key belongs to an organisation and to whoever sent it.</summary>
    public static void UseIdempotency(this IApplicationBuilder app) => app.Use((http, next) =>
        http.Request.Headers[_header].ToString() is { Length: > 0 } key && IsWrite(http.Request) && http.User.Actor is { } actor && http.GetEndpoint() is not null
            ? RunAsync(http, next, actor, key)
            : next(http));

    private static bool IsWrite(HttpRequest request) =>
        request.Path.StartsWithSegments("/api", StringComparison.Ordinal) && !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method);

    private static async Task RunAsync(HttpContext http, RequestDelegate next, Actor actor, string key)
    {
        if (key.Length > RepeatableWrite.LongestKey)
        {
            await Problems.Invalid([new(_header, $"At most {RepeatableWrite.LongestKey} characters.")]).ExecuteAsync(http);
            return;
        }

        var keep = http.RequestServices.GetRequiredService<KeepAnswer>();
        var hash = await HashAsync(http.Request);

        if (await keep.BeginAsync(actor, key, hash, http.RequestAborted) is { } known) await AnswerAgainAsync(http, known, hash);
        else await AnswerFirstAsync(http, next, keep, actor, key);
    }

    private static async Task AnswerFirstAsync(HttpContext http, RequestDelegate next, KeepAnswer keep, Actor actor, string key)
    {
        var wire = http.Response.Body;
        using var answer = new MemoryStream();
        http.Response.Body = answer;

        try
        {
            await next(http);
        }
        catch
        {
            await keep.ForgetAsync(actor, key, CancellationToken.None);
            throw;
        }
        finally
        {
            http.Response.Body = wire;
        }

        // What was done is done, whether or not the caller still listens.
        if (http.Response.StatusCode >= StatusCodes.Status500InternalServerError)
            await keep.ForgetAsync(actor, key, CancellationToken.None);
        else
            await keep.EndAsync(actor, key, http.Response.StatusCode, http.Response.ContentType, http.Response.Headers.Location, IsSecret(http) ? [] : answer.ToArray(), CancellationToken.None);

        answer.Position = 0;
        await answer.CopyToAsync(wire, http.RequestAborted);
    }

    private static async Task AnswerAgainAsync(HttpContext http, RepeatableWrite known, byte[] hash)
    {
        if (!known.RequestHash.AsSpan().SequenceEqual(hash))
        {
            await Problems.Unprocessable("idempotency-key-reused", "This key came with another request before. A key names one request; take a new one.").ExecuteAsync(http);
        }
        else if (known.Status is not { } status)
        {
            await Problems.Conflict("idempotency-key-at-work", "The first request with this key is still at work, or was cut short. Read what it would have changed before you send it under a new key.").ExecuteAsync(http);
        }
        else if (IsSecret(http) && status < StatusCodes.Status300MultipleChoices)
        {
            await Problems.Conflict("secret-shown-before", "The first request with this key succeeded, and its answer was shown then. It is kept nowhere.").ExecuteAsync(http);
        }
        else
        {
            http.Response.StatusCode = status;
            http.Response.ContentType = known.ContentType;
            http.Response.Headers["Idempotency-Replayed"] = "true";
            if (known.Location is not null) http.Response.Headers.Location = known.Location;
            if (known.Body is { Length: > 0 } body) await http.Response.Body.WriteAsync(body, http.RequestAborted);
        }
    }

    private static bool IsSecret(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<SecretAnswer>() is not null;

    private static async Task<byte[]> HashAsync(HttpRequest request)
    {
        request.EnableBuffering();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n{request.ContentType}\n"));

        var buffer = new byte[16 * 1024];
        while (await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted) is > 0 and var read) hash.AppendData(buffer, 0, read);

        request.Body.Position = 0;
        return hash.GetHashAndReset();
    }
}
