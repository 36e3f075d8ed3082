using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;

namespace Assay.Components;

/// <summary>Decides whether a component may be used, before anything with it goes to production.</summary>
public sealed class EvaluateComponent(Tenancy tenancy, Sealing sealing)
{
    public sealed record Request
    {
        /// <summary>Left out for all that are still open.</summary>
        public IReadOnlyList<Guid>? Components { get; init; }

        public bool Accepted { get; init; }

        [Required(ErrorMessage = "Say what you looked at: licence, age, who maintains it, what is known of it."), StringLength(2000)]
        public string Note { get; init; } = "";
    }

    /// <returns>How many were decided; a program decides none.</returns>
    public async Task<int> RunAsync(Actor actor, Request request, CancellationToken stop)
    {
        if (actor.IsService) return 0;

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var wanted = db.Set<Component>().Where(c => c.Decision == ComponentDecision.Open || request.Components != null);
        if (request.Components is { } ids) wanted = wanted.Where(c => ids.Contains(c.Id));
        var components = await wanted.ToListAsync(stop);
        if (components.Count == 0) return 0;

        foreach (var component in components)
        {
            component.Decision = request.Accepted ? ComponentDecision.Accepted : ComponentDecision.Rejected;
            (component.EvaluatedBy, component.EvaluatedAt, component.Note) = (actor.UserId, db.Clock.GetUtcNow(), request.Note.Trim());
        }

        db.Record(actor, "component.evaluated", "component/many", new
        {
            accepted = request.Accepted,
            note = await sealing.SealAsync(db, "component/many", request.Note.Trim(), stop),
            count = components.Count,
            components = components.Take(500).Select(c => $"{c.Ecosystem}:{c.Name}@{c.Release}").ToArray(),
        });
        await db.CommitAsync(stop);
        return components.Count;
    }
}
