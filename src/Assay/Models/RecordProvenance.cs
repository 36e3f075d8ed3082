using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Assay.Models;

/// <summary>Says what a version was made from. Once: what is said cannot be unsaid, and a second artifact is a second version.</summary>
public sealed class RecordProvenance(Tenancy tenancy)
{
    public sealed record Request
    {
        /// <summary>Of the artifact's bytes, as <c>sha256:…</c>.</summary>
        [Required, RegularExpression("^sha256:[0-9a-f]{64}$", ErrorMessage = "The digest is written sha256: and 64 hexadecimal digits in lower case.")]
        public string ArtifactDigest { get; init; } = "";

        [StringLength(200)]
        public string? CodeCommit { get; init; }

        /// <summary>Dataset versions, each as <c>name@version</c>.</summary>
        [MaxLength(200)]
        public IReadOnlyList<string>? Datasets { get; init; }

        public JsonElement? Parameters { get; init; }

        [StringLength(100)]
        public string? Seed { get; init; }

        [StringLength(2000)]
        public string? Environment { get; init; }

        /// <summary>The pre-trained weights that it was made from.</summary>
        [StringLength(500)]
        public string? BaseModel { get; init; }

        /// <summary>An SPDX id.</summary>
        [StringLength(100)]
        public string? Licence { get; init; }
    }

    public abstract record Outcome
    {
        public sealed record Recorded : Outcome;

        public sealed record NotFound : Outcome;

        /// <summary>It was said before. Nothing was changed.</summary>
        public sealed record SaidBefore(string ArtifactDigest) : Outcome;
    }

    public async Task<Outcome> RunAsync(Actor actor, string name, int number, Request request, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.VersionAsync(name, number, stop) is not { } version) return new Outcome.NotFound();
        if (await db.Set<ModelProvenance>().AsNoTracking().FirstOrDefaultAsync(p => p.ModelId == version.ModelId && p.Number == number, stop) is { } there)
            return await RefuseAsync(actor, version, there.ArtifactDigest, request, stop);

        Add(db, actor, version, request);

        try
        {
            await db.CommitAsync(stop);
            return new Outcome.Recorded();
        }
        catch (DbUpdateException failure) when (failure.IsDuplicateModel)
        {
            return new Outcome.SaidBefore("");
        }
    }

    internal static void Add(AssayDb db, Actor actor, ModelVersion version, Request request)
    {
        var provenance = new ModelProvenance
        {
            ModelId = version.ModelId,
            Number = version.Number,
            ArtifactDigest = request.ArtifactDigest,
            CodeCommit = request.CodeCommit?.Trim() ?? "",
            Datasets = [.. (request.Datasets ?? []).Select(d => d.Trim()).Where(d => d.Length > 0).Distinct(StringComparer.Ordinal)],
            Parameters = request.Parameters is { ValueKind: JsonValueKind.Object } parameters ? parameters.GetRawText() : "{}",
            Seed = request.Seed?.Trim() ?? "",
            Environment = request.Environment?.Trim() ?? "",
            BaseModel = request.BaseModel?.Trim() ?? "",
            Licence = request.Licence?.Trim() ?? "",
            RecordedBy = actor.LedgerId,
            RecordedAt = db.Clock.GetUtcNow(),
        };

        db.Add(provenance);
        db.Record(actor, "model.provenance_recorded", version.Subject, new
        {
            model = version.Name,
            version = version.Number,
            artifact = provenance.ArtifactDigest,
            commit = provenance.CodeCommit,
            datasets = provenance.Datasets,
            seed = provenance.Seed,
            licence = provenance.Licence,
        });
    }

    /// <summary>An attempt to change an artifact under its version is worth knowing of.</summary>
    private async Task<Outcome> RefuseAsync(Actor actor, ModelVersion version, string digest, Request request, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        db.Record(actor, "model.change_refused", version.Subject, new { model = version.Name, version = version.Number, artifact = digest, offered = request.ArtifactDigest });
        await db.CommitAsync(stop);
        return new Outcome.SaidBefore(digest);
    }
}
