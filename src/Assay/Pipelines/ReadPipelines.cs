using Assay.Datasets;
using Microsoft.EntityFrameworkCore;

namespace Assay.Pipelines;

/// <summary>What is wrong with pipelines: steps that say nothing, runs of code that nobody approved, runs that did not come.</summary>
public sealed class ReadPipelines(Tenancy tenancy, TimeProvider clock)
{
    private const int _most = 500;

    public sealed record Finding(Guid Pipeline, string Name, string Kind, string Sentence);

    public sealed record RunLine(DateTimeOffset At, string EventType, Guid? Run, string Definition, bool? Approved);

    public sealed record DefinitionLine(PipelineDefinition Definition, DefinitionApproval? Approval);

    public sealed record Overview(IReadOnlyList<Pipeline> Pipelines, IReadOnlyList<Finding> Findings);

    public sealed record Result(Pipeline Pipeline, IReadOnlyList<DefinitionLine> Definitions, IReadOnlyList<RunLine> Runs, IReadOnlyList<Finding> Findings);

    public async Task<Overview> RunAsync(Actor actor, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var pipelines = await db.Set<Pipeline>().AsNoTracking().OrderBy(p => p.Name).Take(_most).ToListAsync(stop);

        List<Finding> findings = [];
        foreach (var pipeline in pipelines) findings.AddRange(await FindingsAsync(db, pipeline, stop));
        return new(pipelines, findings);
    }

    public async Task<Result?> OneAsync(Actor actor, Guid id, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.Set<Pipeline>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, stop) is not { } pipeline) return null;

        var definitions = await DefinitionsAsync(db, id, stop);
        var approved = definitions.Where(d => d.Approval is not null).Select(d => d.Definition.Digest).ToHashSet();
        var runs = await Runs(db, pipeline).OrderByDescending(e => e.OccurredAt).Take(50).Select(e => new { e.OccurredAt, e.EventType, e.RunId, e.Definition }).ToListAsync(stop);

        return new(pipeline, definitions, [.. runs.Select(r => new RunLine(r.OccurredAt, r.EventType, r.RunId, r.Definition, r.Definition.Length == 0 ? null : approved.Contains(r.Definition)))], await FindingsAsync(db, pipeline, stop));
    }

    private async Task<List<Finding>> FindingsAsync(AssayDb db, Pipeline pipeline, CancellationToken stop)
    {
        Finding Found(string kind, string sentence) => new(pipeline.Id, pipeline.Name, kind, sentence);
        List<Finding> findings = [];

        var steps = await db.Set<PipelineStep>().AsNoTracking().Where(s => s.Pipeline == pipeline.Name).OrderBy(s => s.Position).ToListAsync(stop);
        if (steps.Count == 0) findings.Add(Found("no-steps", $"{pipeline.Name} has no documented step."));
        findings.AddRange(steps.Where(s => !s.IsDocumented).Select(s => Found("undocumented-step", $"The step {s.Name} of {pipeline.Name} lacks a purpose, inputs, outputs or an owner.")));
        var unguarded = await db.Set<Feature>().AsNoTracking().Where(f => f.Pipeline == pipeline.Name && f.SecurityRule == "" && (f.SourceClass == Classification.Confidential || f.SourceClass == Classification.Restricted)).OrderBy(f => f.Name).Take(_most).ToListAsync(stop);
        findings.AddRange(unguarded.Select(f => Found("unguarded-feature", $"The feature {f.Name} of {pipeline.Name} comes from {f.SourceClass.ToString().ToLowerInvariant()} data and names no security rule.")));
        if (pipeline.JobName.Length == 0) return findings;

        if (pipeline.ExpectedEveryHours > 0)
        {
            var last = await Runs(db, pipeline).Where(e => e.EventType == "COMPLETE").MaxAsync(e => (DateTimeOffset?)e.OccurredAt, stop);
            if (last is null || last < clock.GetUtcNow().AddHours(-pipeline.ExpectedEveryHours))
                findings.Add(Found("missed-run", $"{pipeline.Name} should finish every {pipeline.ExpectedEveryHours} hours; {(last is null ? "no finished run is known" : $"the last one finished on {last:yyyy-MM-dd HH:mm} UTC")}."));
        }

        var approved = (await DefinitionsAsync(db, pipeline.Id, stop)).Where(d => d.Approval is not null).Select(d => d.Definition.Digest).ToList();
        var others = await Runs(db, pipeline).Where(e => e.EventType == "COMPLETE" && !approved.Contains(e.Definition))
            .GroupBy(e => e.Definition).Select(g => new { Definition = g.Key, Count = g.Count(), Last = g.Max(e => e.OccurredAt) }).Take(20).ToListAsync(stop);
        findings.AddRange(others.Select(o => Found("unapproved-definition", o.Definition.Length == 0
            ? $"{Runs(o.Count)} of {pipeline.Name} without a word on which code ran."
            : $"{Runs(o.Count)} of {pipeline.Name}, the last on {o.Last:yyyy-MM-dd}, of {Short(o.Definition)}, which nobody approved.")));

        return findings;
    }

    private static async Task<List<DefinitionLine>> DefinitionsAsync(AssayDb db, Guid pipeline, CancellationToken stop)
    {
        var definitions = await db.Set<PipelineDefinition>().AsNoTracking().Where(d => d.PipelineId == pipeline).OrderByDescending(d => d.Id).Take(_most).ToListAsync(stop);
        Guid[] ids = [.. definitions.Select(d => d.Id)];
        var approvals = await db.Set<DefinitionApproval>().AsNoTracking().Where(a => ids.Contains(a.DefinitionId)).ToDictionaryAsync(a => a.DefinitionId, stop);

        return [.. definitions.Select(d => new DefinitionLine(d, approvals.GetValueOrDefault(d.Id)))];
    }

    private static IQueryable<LineageEvent> Runs(AssayDb db, Pipeline pipeline) =>
        db.Set<LineageEvent>().AsNoTracking().Where(e => e.JobNamespace == pipeline.JobNamespace && e.JobName == pipeline.JobName && e.RunId != null);

    private static string Runs(int count) => count == 1 ? "One finished run" : $"{count} finished runs";

    internal static string Short(string definition) => definition.Length > 19 ? definition[..19] + "…" : definition;
}
