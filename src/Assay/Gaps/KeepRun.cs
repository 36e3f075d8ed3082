using System.ComponentModel.DataAnnotations;
using System.Text;
using Assay.Catalog.Reports;
using Microsoft.EntityFrameworkCore;

namespace Assay.Gaps;

/// <summary>Keeps the gap analysis of now, to compare with later ones.</summary>
public sealed class KeepRun(Tenancy tenancy, AnalyzeGaps analyze, TimeProvider clock)
{
    public const int Shown = 100;

    public sealed record Request
    {
        [Required, StringLength(120)]
        public string Title { get; init; } = "";
    }

    public async Task<GapRun> RunAsync(Actor actor, Frame frame, Request request, CancellationToken stop)
    {
        var report = (await analyze.RunAsync(actor, frame, stop)).Report;
        using var json = new MemoryStream();
        GapJson.Write(report, json);

        var now = clock.GetUtcNow();
        var run = new GapRun
        {
            Id = Guid.CreateVersion7(now),
            Title = request.Title.Trim(),
            KeptBy = actor.UserId,
            KeptAt = now,
            Report = Encoding.UTF8.GetString(json.ToArray()),
        };

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        db.Add(run);
        db.Record(actor, "gaps.run_kept", $"gap-run/{run.Id:n}", new { readiness = report.Readiness.ToString() });
        await db.CommitAsync(stop);
        return run;
    }

    public async Task<IReadOnlyList<GapRun>> ListAsync(OrganizationId organization, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        return await db.Set<GapRun>().AsNoTracking().OrderByDescending(r => r.Id).Take(Shown).ToListAsync(stop);
    }
}
