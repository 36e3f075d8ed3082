using Assay.Catalog;
using Assay.Catalog.Policies;
using Microsoft.EntityFrameworkCore;

namespace Assay.Policies;

/// <summary>Saves what documents fill in about the company. A name that is left empty is forgotten, and stands open in every draft.</summary>
public sealed class SaveProfile(Tenancy tenancy, CatalogLibrary catalog, CompanyTemplates templates)
{
    /// <param name="Said">What the profile says; empty where it says nothing.</param>
    /// <param name="Answered">What the interview says instead; null where it cannot.</param>
    public sealed record Line(string Name, string Said, string? Answered);

    public async Task<IReadOnlyList<Line>> ReadAsync(Actor actor, Frame frame, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var sheet = (await templates.OfAsync(db, frame, stop)).Sheet;
        var answered = Placeholders.Answered(catalog, sheet);

        return [.. Names.Select(n => new Line(n, sheet.Profile.GetValueOrDefault(n, ""), answered.GetValueOrDefault(n)))];
    }

    /// <returns>What is wrong, by field; nothing where it was saved.</returns>
    public async Task<IReadOnlyList<FormError>> RunAsync(Actor actor, IReadOnlyDictionary<string, string> values, CancellationToken stop)
    {
        List<FormError> wrong = [.. values.Keys.Except(Names).Select(n => new FormError(n, $"'{n}' is not part of the profile."))];
        wrong.AddRange(values.Where(v => v.Value.Trim().Length > ProfileEntry.MaxLength).Select(v => new FormError(v.Key, $"At most {ProfileEntry.MaxLength} characters.")));
        wrong.AddRange(values.Where(v => v.Value.Contains("[[", StringComparison.Ordinal) || v.Value.Contains('\n', StringComparison.Ordinal))
            .Select(v => new FormError(v.Key, "One line without “[[”, which marks what is still open.")));
        if (wrong.Count > 0) return wrong;

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var there = await db.Set<ProfileEntry>().ToDictionaryAsync(e => e.Name, stop);
        var changed = values.Where(v => (there.GetValueOrDefault(v.Key)?.Value ?? "") != v.Value.Trim()).ToList();
        if (changed.Count == 0) return [];

        foreach (var (name, value) in changed) Apply(db, there.GetValueOrDefault(name), name, value.Trim());

        // Role holders may be named by name, so the ledger keeps only which entries changed.
        db.Record(actor, "profile.changed", "profile/company", new { changed = changed.Select(c => c.Key).Order(StringComparer.Ordinal).ToArray() });

        try
        {
            await db.CommitAsync(stop);
            return [];
        }
        catch (DbUpdateException)
        {
            return [new(null, "Somebody else saved the profile while you were editing. What you typed is still here; look at theirs in another tab, then save again.")];
        }
    }

    internal static IEnumerable<string> Names => Placeholders.FromProfile.Concat(Placeholders.FromAnswers.Keys);

    private static void Apply(AssayDb db, ProfileEntry? row, string name, string value)
    {
        if (value.Length == 0) db.Remove(row!);
        else if (row is null) db.Add(new ProfileEntry { Name = name, Value = value });
        else row.Value = value;
    }
}
