using System.Diagnostics;
using Assay.Models;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Assay.Artifacts;

/// <summary>Where artifacts and their signatures come in.</summary>
internal static class ArtifactApi
{
    private const int _maxBundleBytes = 4 * 1024 * 1024;

    public static void MapArtifactApi(this RouteGroupBuilder version)
    {
        version.MapPut("/artifact", Take).Needs(Permission.EditModels).WithSummary("Send the artifact's bytes to be digested and scanned")
            .WithDescription("The bytes are not kept. 409 with type another-artifact where provenance names another digest.")
            .Accepts<string>("application/octet-stream").WithMetadata(new DisableRequestSizeLimitAttribute())
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(413);
        version.MapPut("/signature", Sign).Needs(Permission.EditModels).WithSummary("Send the artifact's signature (OpenSSF Model Signing)")
            .Accepts<string>("application/json").WithMetadata(new RequestSizeLimitAttribute(_maxBundleBytes)).ProducesProblem(404);
    }

    private static async Task<Results<Ok<TakeArtifact.Outcome.Scanned>, ProblemHttpResult>> Take(
        string name, int version, HttpContext http, TakeArtifact take, CancellationToken stop, string? file = null)
    {
        // Weights take longer to arrive than the server waits for a form.
        if (http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate) rate.MinDataRate = null;

        return await take.RunAsync(http.Actor, name, version, file ?? "", http.Request.Body, stop) switch
        {
            TakeArtifact.Outcome.Scanned scanned => TypedResults.Ok(scanned),
            TakeArtifact.Outcome.NotFound => ModelProblems.Missing(),
            TakeArtifact.Outcome.TooLarge most => Problems.TooLarge($"At most {most.Most} bytes are taken (Models:MaxArtifactBytes)."),
            TakeArtifact.Outcome.AnotherArtifact another => Problems.Conflict("another-artifact", $"Provenance names {another.Recorded}; what was sent is {another.Sent}. Another artifact is another version."),
            var other => throw new UnreachableException(other.ToString()),
        };
    }

    private static async Task<Results<Ok<TakeSignature.Outcome.Taken>, ValidationProblem, ProblemHttpResult>> Sign(
        string name, int version, HttpContext http, TakeSignature take, CancellationToken stop)
    {
        using var reader = new StreamReader(http.Request.Body);
        return await take.RunAsync(http.Actor, name, version, await reader.ReadToEndAsync(stop), stop) switch
        {
            TakeSignature.Outcome.Taken taken => TypedResults.Ok(taken),
            TakeSignature.Outcome.NotFound => ModelProblems.Missing(),
            TakeSignature.Outcome.Wrong wrong => Problems.Invalid([new("bundle", wrong.Message)]),
            var other => throw new UnreachableException(other.ToString()),
        };
    }

    public static async Task<Results<Ok<string>, ValidationProblem>> Trust(TrustSigner.Request request, HttpContext http, TrustSigner trust, CancellationToken stop) =>
        await trust.RunAsync(http.Actor, request, stop) is { Fingerprint: { } fingerprint } ? TypedResults.Ok(fingerprint) : Problems.Invalid([new("pem", "This is neither a public key of an elliptic curve nor a certificate.")]);
}
