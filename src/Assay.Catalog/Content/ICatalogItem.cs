namespace Assay.Catalog.Content;

/// <summary>What every kind of item has, so that lists, search and checks can treat them alike.</summary>
public interface ICatalogItem
{
    string Id { get; }

    string Title { get; }

    bool Ml { get; }

    IEnumerable<string> CriteriaIds { get; }
}
