using System.ComponentModel.DataAnnotations;
using Assay.Models;
using Microsoft.EntityFrameworkCore;

namespace Assay.Gate;

/// <summary>An endpoint says which artifact it runs. One that no approved promotion put there is a finding at once.</summary>
public sealed class ReportRunning(Tenancy tenancy)
{
    public sealed record Request
    {
        [Required(ErrorMessage = "Name the endpoint."), StringLength(200)]
        public string Endpoint { get; init; } = "";

        [Required, RegularExpression("^sha256:[0-9a-f]{64}$", ErrorMessage = "The digest is sha256: and 64 digits.")]
        public string ArtifactDigest { get; init; } = "";
    }

    /// <param name="Model">Null where no version has this digest.</param>
    public sealed record Result(string? Model, int? Version, bool Approved);

    public async Task<Result> RunAsync(Actor actor, Request request, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var known = await db.Set<ModelProvenance>().AsNoTracking().Where(p => p.ArtifactDigest == request.ArtifactDigest).Select(p => new { p.ModelId, p.Number }).ToListAsync(stop);
        var live = await db.Set<Deployment>().AsNoTracking().Where(d => d.Environment == GateOptions.Production && d.EndedAt == null).Select(d => new { d.ModelId, d.Number }).ToListAsync(stop);

        // Of versions that share an artifact, the one that was let through is meant.
        var version = known.Find(live.Contains) ?? known.OrderByDescending(k => k.Number).FirstOrDefault();
        var name = version is null ? null : await db.Set<RegisteredModel>().AsNoTracking().Where(m => m.Id == version.ModelId).Select(m => m.Name).SingleAsync(stop);

        await FindUngated.RunAsync(db, actor, request.Endpoint, [new(request.ArtifactDigest, name ?? "not registered", version?.ModelId, version?.Number)], isAll: true, stop);
        await db.CommitAsync(stop);
        return new(name, version?.Number, version is not null && live.Contains(version));
    }
}
