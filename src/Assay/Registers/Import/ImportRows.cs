using Microsoft.EntityFrameworkCore;

namespace Assay.Registers;

/// <summary>Takes a file into a register in two steps: a dry run that says what would happen, and the confirmation. All of it or nothing.</summary>
public sealed class ImportRows<TRow>(Tenancy tenancy, Register<TRow> register, TimeProvider clock) where TRow : class, IRegisterRow, new()
{
    /// <returns>The id under which the file waits for its confirmation, which any member of the organisation may give.</returns>
    public async Task<Guid> UploadAsync(Actor actor, string fileName, byte[] content, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var now = clock.GetUtcNow();
        var stale = now - ImportFile.Kept;

        var file = new ImportFile { Id = Guid.CreateVersion7(now), Register = register.Words.Path, FileName = fileName, Content = content, UploadedBy = actor.UserId, UploadedAt = now };

        await db.Set<ImportFile>().Where(f => f.UploadedAt < stale).ExecuteDeleteAsync(stop);
        db.Add(file);
        await db.CommitAsync(stop);

        return file.Id;
    }

    /// <summary>What the file would do. Changes nothing.</summary>
    /// <returns>Null where no such file waits.</returns>
    public async Task<(string FileName, ImportReport Report)?> DryRunAsync(Actor actor, Guid id, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);

        return await FindAsync(db, id, stop) is { } file ? (file.FileName, (await PlanAsync(db, file, stop)).Report) : null;
    }

    /// <summary>The same without a wait in between: what an API client sends is taken, or refused whole.</summary>
    public async Task<ImportReport> RunAsync(Actor actor, string fileName, byte[] content, bool dryRun, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var file = new ImportFile { Id = Guid.CreateVersion7(clock.GetUtcNow()), Register = register.Words.Path, FileName = fileName, Content = content };

        return await ApplyAsync(db, actor, file, dryRun, stop);
    }

    /// <returns>What was done; null where no such file waits. A report that is not good was not applied.</returns>
    public async Task<ImportReport?> ConfirmAsync(Actor actor, Guid id, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await FindAsync(db, id, stop) is not { } file) return null;

        db.Remove(file);
        return await ApplyAsync(db, actor, file, dryRun: false, stop);
    }

    private async Task<ImportReport> ApplyAsync(AssayDb db, Actor actor, ImportFile file, bool dryRun, CancellationToken stop)
    {
        var (plan, report) = await PlanAsync(db, file, stop);
        if (plan is null || dryRun || !report.IsGood) return report;

        db.AddRange(plan.Added);
        await register.PrepareAsync(db, actor, [.. plan.Added, .. plan.Changed.Select(c => c.Row)], stop);

        var import = $"import/{file.Id:n}";
        foreach (var row in plan.Added) db.Record(actor, $"{register.Words.Kind}.added", register.SubjectOf(row), RowChange.Of(register, [], row) with { Import = import });
        foreach (var (row, change) in plan.Changed) db.Record(actor, $"{register.Words.Kind}.changed", register.SubjectOf(row), change with { Import = import });

        db.Record(actor, "register.imported", import, new { register = register.Words.Path, added = report.Added, changed = report.Changed, unchanged = report.Unchanged });
        await db.CommitAsync(stop);

        return report;
    }

    private async Task<(ImportPlan<TRow>? Plan, ImportReport Report)> PlanAsync(AssayDb db, ImportFile file, CancellationToken stop)
    {
        // The whole register, because a row of the file may be any of it; a row lock would not keep a new one out anyway.
        var existing = await db.Set<TRow>().ToDictionaryAsync(register.KeyOf, stop);

        try
        {
            var plan = ImportPlan<TRow>.Of(register, FileTable.Read(file.Content, file.FileName), existing, () => Guid.CreateVersion7(clock.GetUtcNow()));
            return (plan, plan.Report);
        }
        catch (UnreadableFileException refusal)
        {
            return (null, ImportReport.Unreadable(refusal.Message));
        }
    }

    private Task<ImportFile?> FindAsync(AssayDb db, Guid id, CancellationToken stop) =>
        db.Set<ImportFile>().FirstOrDefaultAsync(f => f.Id == id && f.Register == register.Words.Path, stop);
}
