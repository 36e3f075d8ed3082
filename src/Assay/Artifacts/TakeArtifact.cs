using System.Security.Cryptography;
using System.Text.Json;
using Assay.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Assay.Artifacts;

/// <summary>Takes a version's artifact in, compares it with what provenance says, and looks for what would run when it is loaded. The bytes are not kept.</summary>
public sealed class TakeArtifact(Tenancy tenancy, IOptions<ModelOptions> options)
{
    public abstract record Outcome
    {
        public sealed record Scanned(string Digest, string Format, bool? Safe, IReadOnlyList<string> Findings) : Outcome;

        public sealed record NotFound : Outcome;

        /// <summary>Not the artifact that provenance names. Nothing was recorded but the attempt.</summary>
        public sealed record AnotherArtifact(string Recorded, string Sent) : Outcome;

        public sealed record TooLarge(long Most) : Outcome;
    }

    public async Task<Outcome> RunAsync(Actor actor, string name, int number, string fileName, Stream content, CancellationToken stop)
    {
        var path = Path.Join(Path.GetTempPath(), $"assay-artifact-{Path.GetRandomFileName()}");
        await using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose, BufferSize = 65_536 });

        if (await KeepAsync(content, file, stop) is not { } digest) return new Outcome.TooLarge(options.Value.MaxArtifactBytes);
        file.Position = 0;
        var scan = ArtifactScan.Of(file, fileName);

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.HoldModelAsync(name, stop) is null || await db.VersionAsync(name, number, stop) is not { } version) return new Outcome.NotFound();

        var recorded = await db.Set<ModelProvenance>().AsNoTracking().Where(p => p.ModelId == version.ModelId && p.Number == number).Select(p => p.ArtifactDigest).FirstOrDefaultAsync(stop);
        if (recorded is not null && recorded != digest)
        {
            db.Record(actor, "model.artifact_refused", version.Subject, new { model = name, version = number, recorded, sent = digest });
            await db.CommitAsync(stop);
            return new Outcome.AnotherArtifact(recorded, digest);
        }

        await RecordFact.AddAsync(db, actor, version, FactKind.Scan, JsonSerializer.Serialize(new { digest, format = scan.Format, safe = scan.Safe, findings = scan.Findings, scanner = ArtifactScan.Scanner }), stop);
        await db.CommitAsync(stop);
        return new Outcome.Scanned(digest, scan.Format, scan.Safe, scan.Findings);
    }

    /// <returns>Its digest; null where it is larger than allowed.</returns>
    private async Task<string?> KeepAsync(Stream content, FileStream file, CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[81_920];
        long total = 0;

        while (await content.ReadAsync(buffer, stop) is > 0 and var read)
        {
            total += read;
            if (total > options.Value.MaxArtifactBytes) return null;

            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), stop);
        }

        return $"sha256:{Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }
}
