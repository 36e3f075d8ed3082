using Assay.Jobs;
using Assay.Models;
using Microsoft.EntityFrameworkCore;

namespace Assay.Gate;

/// <summary>Looks for deployments that nobody tested, and emergencies that nobody reviewed, in time.</summary>
public sealed class OverdueWatch(AllOrganizations organizations, Tenancy tenancy, TimeProvider clock) : IJob
{
    public const string Name = "late-deployments";

    /// <summary>Safe to repeat: what was found once is marked.</summary>
    public async Task<string> RunOnceAsync(CancellationToken stop)
    {
        var found = 0;
        foreach (var organization in await organizations.ListAsync(stop)) found += await RunAsync(organization, stop);

        return $"{found} late deployments found";
    }

    private async Task<int> RunAsync(OrganizationId organization, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        var now = clock.GetUtcNow();
        var late = await db.Set<Deployment>().Where(d => d.DeviatedAt == null
            && ((d.PostTestedAt == null && d.EndedAt == null && d.PostTestsDueAt < now) || (d.ReviewDueAt < now && d.ReviewedAt == null))).ToListAsync(stop);

        foreach (var deployment in late)
        {
            deployment.DeviatedAt = now;
            db.Record(Actor.Job(organization, Name), "model.deployment_deviated", ModelVersion.SubjectOf(deployment.ModelId, deployment.Number), new
            {
                version = deployment.Number,
                deployment = $"{deployment.Id:n}",
                what = deployment.ReviewDueAt < now && deployment.ReviewedAt is null ? "emergency not reviewed in time" : "not tested after deployment in time",
            });
        }

        if (late.Count > 0) await db.CommitAsync(stop);
        return late.Count;
    }
}
