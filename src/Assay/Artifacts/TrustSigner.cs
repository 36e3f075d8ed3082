using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Assay.Artifacts;

/// <summary>Adds a key, or an authority's certificate, to those whose signatures of models count.</summary>
public sealed class TrustSigner(Tenancy tenancy)
{
    public sealed record Request
    {
        [Required, StringLength(200)]
        public string Name { get; init; } = "";

        /// <summary>A public key of an elliptic curve, or a certificate, as PEM.</summary>
        [Required, StringLength(16_384)]
        public string Pem { get; init; } = "";
    }

    /// <returns>Its fingerprint, or what is wrong.</returns>
    public async Task<(string? Fingerprint, string? Wrong)> RunAsync(Actor actor, Request request, CancellationToken stop)
    {
        string fingerprint;
        try
        {
            fingerprint = ModelSigner.FingerprintOf(request.Pem);
        }
        catch (Exception wrong) when (wrong is CryptographicException or ArgumentException)
        {
            return (null, $"This is neither a public key of an elliptic curve nor a certificate: {wrong.Message}");
        }

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var signer = new ModelSigner { Id = Guid.CreateVersion7(db.Clock.GetUtcNow()), Name = request.Name.Trim(), Pem = request.Pem.Trim(), Fingerprint = fingerprint, AddedBy = actor.UserId, AddedAt = db.Clock.GetUtcNow() };
        db.Add(signer);
        db.Record(actor, "model.signer_trusted", $"model_signer/{signer.Id:n}", new { fingerprint, certificate = signer.IsCertificate });

        try
        {
            await db.CommitAsync(stop);
            return (fingerprint, null);
        }
        catch (DbUpdateException failure) when (failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return (fingerprint, null);
        }
    }
}
