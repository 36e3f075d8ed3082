using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Assay.Models;
using Microsoft.EntityFrameworkCore;

namespace Assay.Artifacts;

/// <summary>Takes the signature of a version's artifact in (OpenSSF Model Signing) and verifies it by the signers that are trusted here.</summary>
public sealed class TakeSignature(Tenancy tenancy)
{
    public abstract record Outcome
    {
        public sealed record Taken(bool Verified, string Reason, string? Signer) : Outcome;

        public sealed record NotFound : Outcome;

        public sealed record Wrong(string Message) : Outcome;
    }

    public async Task<Outcome> RunAsync(Actor actor, string name, int number, string text, CancellationToken stop)
    {
        SignatureBundle bundle;
        try
        {
            bundle = SignatureBundle.Parse(text);
        }
        catch (FormatException wrong)
        {
            return new Outcome.Wrong(wrong.Message);
        }

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.HoldModelAsync(name, stop) is null || await db.VersionAsync(name, number, stop) is not { } version) return new Outcome.NotFound();

        var digest = await db.Set<ModelProvenance>().AsNoTracking().Where(p => p.ModelId == version.ModelId && p.Number == number).Select(p => p.ArtifactDigest).FirstOrDefaultAsync(stop);
        if (digest is null) return new Outcome.Wrong("No artifact digest is recorded, so it cannot be told whether this signature is over it. Record its provenance first.");

        var signers = await db.Set<ModelSigner>().AsNoTracking().Where(s => s.EndedAt == null).ToListAsync(stop);
        var (signer, reason) = bundle.Covers(digest) ? Verify(bundle, signers, db.Clock.GetUtcNow()) : (null, "it is over another artifact");

        await RecordFact.AddAsync(db, actor, version, FactKind.Signature, JsonSerializer.Serialize(new { verified = signer is not null, signer, method = bundle.Method.ToString(), reason, root = bundle.RootDigest }), stop);
        await db.CommitAsync(stop);
        return new Outcome.Taken(signer is not null, reason, signer);
    }

    private static (string? Signer, string Reason) Verify(SignatureBundle bundle, List<ModelSigner> signers, DateTimeOffset now)
    {
        if (bundle.Method is SigningMethod.Sigstore) return (null, "a signature of Sigstore rests on its public log, which is not asked from here; sign with a key or a certificate");

        if (bundle.Method is SigningMethod.Key)
        {
            foreach (var signer in signers.Where(s => !s.IsCertificate))
            {
                using var key = ModelSigner.KeyOf(signer.Pem);
                if (bundle.IsSignedBy(key)) return (signer.Name, "signed by a trusted key");
            }

            return (null, "no key that is trusted here signed it");
        }

        using var leaf = X509CertificateLoader.LoadCertificate(bundle.Certificates[0]);
        using var leafKey = leaf.GetECDsaPublicKey();
        if (leafKey is null || !bundle.IsSignedBy(leafKey)) return (null, "the certificate's key did not sign it");
        return Anchor(bundle, leaf, signers, now) is { } anchor ? (anchor, "signed by a certificate of a trusted authority") : (null, "its certificate does not lead to an authority that is trusted here");
    }

    private static string? Anchor(SignatureBundle bundle, X509Certificate2 leaf, List<ModelSigner> signers, DateTimeOffset now)
    {
        foreach (var signer in signers.Where(s => s.IsCertificate))
        {
            using var root = X509Certificate2.CreateFromPem(signer.Pem);
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.Add(root);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;        // nothing here asks a network
            chain.ChainPolicy.DisableCertificateDownloads = true;
            chain.ChainPolicy.VerificationTime = now.UtcDateTime;
            foreach (var more in bundle.Certificates.Skip(1)) chain.ChainPolicy.ExtraStore.Add(X509CertificateLoader.LoadCertificate(more));

            if (chain.Build(leaf)) return signer.Name;
        }

        return null;
    }
}
