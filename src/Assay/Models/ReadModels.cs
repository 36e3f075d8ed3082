using Microsoft.EntityFrameworkCore;

namespace Assay.Models;

/// <summary>The registry as a list, by name, a page at a time.</summary>
public sealed class ReadModels(Tenancy tenancy)
{
    public const int PageSize = 100;

    /// <param name="Production">The numbers that are in production.</param>
    public sealed record Line(Guid Id, string Name, string Owner, bool Consequential, int Versions, IReadOnlyList<int> Production, DateTimeOffset UpdatedAt);

    /// <param name="Next">Send back as <c>after</c>; null on the last page.</param>
    public sealed record Result(IReadOnlyList<Line> Models, int Total, string? Next);

    public async Task<Result> RunAsync(OrganizationId organization, string? after, string? words, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        var all = db.Set<RegisteredModel>().AsNoTracking().Where(m => m.DeletedAt == null);
        if (!string.IsNullOrWhiteSpace(words)) all = all.Where(m => EF.Functions.ILike(m.Name, $"%{words.Trim()}%"));

        var total = await all.CountAsync(stop);
        var page = await all.Where(m => string.Compare(m.Name, after ?? "") > 0).OrderBy(m => m.Name).Take(PageSize + 1)
            .Select(m => new { m.Id, m.Name, m.Owner, m.Consequential, m.Versions, m.UpdatedAt }).ToListAsync(stop);

        var shown = page.Take(PageSize).ToList();
        var ids = shown.Select(m => m.Id).ToList();
        var production = (await db.Set<ModelVersion>().AsNoTracking()
            .Where(v => ids.Contains(v.ModelId) && v.State == ModelState.Production && v.DeletedAt == null)
            .Select(v => new { v.ModelId, v.Number }).ToListAsync(stop)).ToLookup(v => v.ModelId, v => v.Number);

        return new(
            [.. shown.Select(m => new Line(m.Id, m.Name, m.Owner, m.Consequential, m.Versions, [.. production[m.Id].Order()], m.UpdatedAt))],
            total, page.Count > PageSize ? shown[^1].Name : null);
    }
}
