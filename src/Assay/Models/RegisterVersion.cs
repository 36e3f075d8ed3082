using System.ComponentModel.DataAnnotations;

namespace Assay.Models;

/// <summary>Adds a version to a model. It gets the next number; what it is made of may be said in the same breath.</summary>
public sealed class RegisterVersion(Tenancy tenancy)
{
    public sealed record Request
    {
        /// <summary>Where the artifact lies: a URI.</summary>
        [Required(ErrorMessage = "Say where the artifact lies."), StringLength(2000)]
        public string Source { get; init; } = "";

        [StringLength(256)]
        public string? RunId { get; init; }

        [StringLength(2000)]
        public string? RunLink { get; init; }

        [StringLength(5000)]
        public string? Description { get; init; }

        public IReadOnlyDictionary<string, string>? Tags { get; init; }

        public RecordProvenance.Request? Provenance { get; init; }
    }

    /// <returns>Null where there is no such model.</returns>
    public async Task<ModelVersion?> RunAsync(Actor actor, string name, Request request, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.HoldModelAsync(name, stop) is not { } model) return null;

        var now = db.Clock.GetUtcNow();
        var version = new ModelVersion
        {
            ModelId = model.Id,
            Number = ++model.Versions,
            Name = model.Name,
            Source = request.Source,
            RunId = request.RunId ?? "",
            RunLink = request.RunLink ?? "",
            Description = request.Description,
            Author = actor.UserId,
            AuthorIsService = actor.IsService,
            CreatedAt = now,
            UpdatedAt = now,
        };

        model.UpdatedAt = now;
        db.Add(version);
        await db.SaveChangesAsync(stop);                    // its tags and its provenance refer to it
        db.AddRange((request.Tags ?? new Dictionary<string, string>()).Select(t => new ModelVersionTag { ModelId = model.Id, Number = version.Number, Key = t.Key, Value = t.Value }));
        db.Record(actor, "model.version_registered", version.Subject, new { model = model.Name, version = version.Number, source = version.Source, run = version.RunId });
        if (request.Provenance is { } provenance) RecordProvenance.Add(db, actor, version, provenance);

        await db.CommitAsync(stop);
        return version;
    }
}
