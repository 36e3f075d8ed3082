using Assay.Catalog.Content;
using Assay.Catalog.Source;

namespace Assay.Catalog.Checking;

/// <summary>All 61 criteria are there and answered, and no control answers too much.</summary>
internal static class Coverage
{
    /// <summary>Past this a control is no longer specific to what it claims to serve.</summary>
    public const int MostCriteria = 4;

    public const int FewestControls = 2;

    private static readonly Dictionary<Category, int> _counts = new()
    {
        [Category.Security] = 33,
        [Category.Availability] = 3,
        [Category.Confidentiality] = 2,
        [Category.ProcessingIntegrity] = 5,
        [Category.Privacy] = 18,
    };

    public static IEnumerable<Fault> Check(CatalogLibrary catalog, CatalogSource source)
    {
        foreach (var (category, count) in _counts)
            if (catalog.Criteria.Count(c => c.Category == category) is var found && found != count)
                yield return new("criteria", 0, category.Word(), $"{found} criteria; there are {count}.");

        foreach (var criterion in catalog.Criteria)
        {
            Fault At(string place, string message) => source.At("criteria", criterion.Id, $"{criterion.Id}.{place}", message);

            if (criterion.KeyControls.Count == 0) yield return At("key_controls", "a status needs at least one key control.");
            if (criterion.Category is Category.Security && criterion.NotApplicableWhen is not null)
                yield return At("not_applicable_when", "a common criterion is never not applicable.");
            if (catalog.Controls.Count(c => c.Criteria.Any(m => m.Id == criterion.Id)) < FewestControls)
                yield return At("", $"fewer than {FewestControls} controls serve it.");
            foreach (var key in criterion.KeyControls.Where(k => catalog.Controls.TryGet(k, out var c) && c.Criteria.All(m => m.Id != criterion.Id)))
                yield return At("key_controls", $"{key} is a key control and does not list this criterion.");
            foreach (var point in criterion.Points.Where(p => p.AddressedBy.Count > 0 == p.NotRelevantBecause is not null))
                yield return At($"points[{point.Id}]", "either 'addressed_by' or 'not_relevant_because' is needed, not both.");
            if (criterion.Category is Category.Security && criterion.KeyControls.All(k => catalog.Controls.TryGet(k, out var c) && c.AppliesWhen is not null))
                yield return At("key_controls", "a common criterion needs a key control that always applies.");
        }

        foreach (var control in catalog.Controls.Where(c => c.Criteria.Count is 0 or > MostCriteria))
            yield return source.At("controls", control.Id, $"{control.Id}.criteria", $"{control.Criteria.Count} criteria; a control serves 1 to {MostCriteria}.");
    }
}
