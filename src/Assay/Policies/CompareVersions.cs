using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using Microsoft.EntityFrameworkCore;

namespace Assay.Policies;

/// <summary>What differs between two texts of a policy, line by line.</summary>
public sealed class CompareVersions(Tenancy tenancy)
{
    public sealed record Result(int From, int To, IReadOnlyList<TextDifference.Line> Lines);

    /// <returns>Null where one of the two does not exist.</returns>
    public async Task<Result?> RunAsync(OrganizationId organization, string policyId, int from, int to, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        var texts = await db.Set<PolicyVersion>().AsNoTracking()
            .Where(v => v.PolicyId == policyId && (v.Number == from || v.Number == to)).ToDictionaryAsync(v => v.Number, v => v.Text, stop);

        return texts.TryGetValue(from, out var before) && texts.TryGetValue(to, out var after) ? new(from, to, TextDifference.Of(before, after)) : null;
    }
}

/// <summary>A difference as people read one: what went, what came, and the lines around it.</summary>
public static class TextDifference
{
    private const int _context = 2;

    public enum Change
    {
        Same,
        Removed,
        Added,

        /// <summary>Stands for lines that are the same and were left out.</summary>
        Skipped,
    }

    public sealed record Line(Change Change, int? Number, string Text);

    /// <returns>Nothing where the two are the same.</returns>
    public static IReadOnlyList<Line> Of(string before, string after)
    {
        var lines = new InlineDiffBuilder(new Differ()).BuildDiffModel(before, after).Lines.Select(l => new Line(Of(l.Type), l.Position, l.Text)).ToList();
        var near = Enumerable.Range(0, lines.Count).Where(i => lines[i].Change is not Change.Same)
            .SelectMany(i => Enumerable.Range(i - _context, (2 * _context) + 1)).ToHashSet();

        List<Line> shown = [];
        for (var i = 0; i < lines.Count; i++)
        {
            if (near.Contains(i)) shown.Add(lines[i]);
            else if (shown is not [.., { Change: Change.Skipped }]) shown.Add(new(Change.Skipped, null, "…"));
        }

        return near.Count == 0 ? [] : shown;
    }

    private static Change Of(ChangeType type) => type switch
    {
        ChangeType.Inserted => Change.Added,
        ChangeType.Deleted => Change.Removed,
        _ => Change.Same,
    };
}
