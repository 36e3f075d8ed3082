using Assay.Catalog.Gaps;
using Assay.Catalog.Reports;
using Microsoft.EntityFrameworkCore;

namespace Assay.Gaps;

/// <summary>
/// Takes an edited workbook back in two steps: a dry run that says what would change and what is wrong, and the
/// confirmation. All of it or nothing.
/// </summary>
public sealed class ImportWorkbook(Tenancy tenancy, TimeProvider clock)
{
    /// <summary>Under this name a file waits beside those of the registers.</summary>
    private const string _waits = "gaps";

    public sealed record Report(IReadOnlyList<WorkbookFault> Faults, IReadOnlyList<TaskEdit> Changes)
    {
        public bool IsGood => Faults.Count == 0;
    }

    /// <returns>The id under which the file waits for its confirmation.</returns>
    public async Task<Guid> UploadAsync(Actor actor, string fileName, byte[] content, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var now = clock.GetUtcNow();
        var stale = now - ImportFile.Kept;
        var file = new ImportFile { Id = Guid.CreateVersion7(now), Register = _waits, FileName = fileName, Content = content, UploadedBy = actor.UserId, UploadedAt = now };

        await db.Set<ImportFile>().Where(f => f.UploadedAt < stale).ExecuteDeleteAsync(stop);
        db.Add(file);
        await db.CommitAsync(stop);

        return file.Id;
    }

    /// <returns>Null where no such file waits.</returns>
    public async Task<(string FileName, Report Report)?> DryRunAsync(Actor actor, Frame frame, Guid id, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);

        return await FindAsync(db, id, stop) is { } file
            ? (file.FileName, Compare(frame, file, await db.Set<GapTask>().AsNoTracking().ToDictionaryAsync(t => t.ControlId, stop)))
            : null;
    }

    /// <returns>What was done; null where no such file waits. A report that is not good was not applied.</returns>
    public async Task<Report?> ConfirmAsync(Actor actor, Frame frame, Guid id, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await FindAsync(db, id, stop) is not { } file) return null;

        var rows = await db.Set<GapTask>().ToDictionaryAsync(t => t.ControlId, stop);
        var report = Compare(frame, file, rows);
        if (!report.IsGood) return report;

        foreach (var change in report.Changes)
        {
            if (!rows.TryGetValue(change.ControlId, out var row)) db.Add(row = new() { ControlId = change.ControlId });
            PlanTask.Apply(db, actor, row, new() { Owner = change.After.Owner, DueOn = change.After.DueOn, Note = change.After.Note });
        }

        db.Remove(file);
        db.Record(actor, "gaps.imported", $"import/{file.Id:n}", new { tasks = report.Changes.Count });

        try
        {
            await db.CommitAsync(stop);
            return report;
        }
        catch (DbUpdateException)
        {
            return new([new("", "", "Somebody else saved a task at the same moment. Nothing was changed; look again.")], []);
        }
    }

    private static Report Compare(Frame frame, ImportFile file, Dictionary<string, GapTask> rows)
    {
        var (edits, faults) = GapWorkbookReader.Read(file.Content);
        if (edits is null) return new(faults, []);
        if (edits.Company != frame.Organization) return new([new("Summary", "", $"this is the gap analysis of {edits.Company}, not of {frame.Organization}.")], []);

        TaskPlan Now(TaskEdit edit) => rows.GetValueOrDefault(edit.ControlId)?.Plan ?? TaskPlan.None;

        return new(
            [.. edits.Tasks.Where(e => Now(e) != e.Before && Now(e) != e.After).Select(e => Overtaken(e, Now(e)))],
            [.. edits.Tasks.Where(e => Now(e) != e.After)]);
    }

    /// <summary>The second of two who edit sees what the first wrote.</summary>
    private static WorkbookFault Overtaken(TaskEdit edit, TaskPlan now) => new(
        "Tasks", $"{edit.Row}:{edit.Row}",
        $"{edit.ControlId} was changed since this workbook was exported: owner '{now.Owner}', due '{now.DueOn:yyyy-MM-dd}', note '{now.Note}'. Export again and edit that workbook.");

    private static Task<ImportFile?> FindAsync(AssayDb db, Guid id, CancellationToken stop) =>
        db.Set<ImportFile>().FirstOrDefaultAsync(f => f.Id == id && f.Register == _waits, stop);
}
