using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;

namespace Assay.Models;

/// <summary>Adds a model to the registry, still without a version.</summary>
public sealed class RegisterModel(Tenancy tenancy)
{
    public sealed record Request
    {
        [Required(ErrorMessage = "A model needs a name."), StringLength(RegisteredModel.LongestName)]
        public string Name { get; init; } = "";

        [StringLength(5000)]
        public string? Description { get; init; }

        /// <summary>Who answers for it: a role or a team.</summary>
        [StringLength(200)]
        public string? Owner { get; init; }

        /// <summary>Whether it decides over people: its card must then be complete before it is promoted.</summary>
        public bool Consequential { get; init; }

        public IReadOnlyDictionary<string, string>? Tags { get; init; }
    }

    /// <returns>Null where another model has that name.</returns>
    public async Task<RegisteredModel?> RunAsync(Actor actor, Request request, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.ModelAsync(request.Name, stop) is not null) return null;

        var now = db.Clock.GetUtcNow();
        var model = new RegisteredModel
        {
            Id = Guid.CreateVersion7(now),
            Name = request.Name,
            Description = string.IsNullOrEmpty(request.Description) ? null : request.Description,
            Owner = request.Owner?.Trim() ?? "",
            Consequential = request.Consequential,
            CreatedBy = actor.LedgerId,
            CreatedAt = now,
            UpdatedAt = now,
        };

        try
        {
            db.Add(model);
            await db.SaveChangesAsync(stop);                // its tags refer to it
            db.AddRange((request.Tags ?? new Dictionary<string, string>()).Select(t => new ModelTag { ModelId = model.Id, Key = t.Key, Value = t.Value }));
            db.Record(actor, "model.registered", model.Subject, new { name = model.Name, consequential = model.Consequential });
            await db.CommitAsync(stop);
            return model;
        }
        catch (DbUpdateException failure) when (failure.IsDuplicateModel)
        {
            return null;
        }
    }
}
