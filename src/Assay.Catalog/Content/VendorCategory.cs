namespace Assay.Catalog.Content;

/// <summary>A category of suppliers, what to ask each, and what an integration with one must satisfy.</summary>
public sealed record VendorCategory : ICatalogItem
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public bool Ml { get; init; }

    public required IReadOnlyList<Mapping> Criteria { get; init; }

    public required string DataUsually { get; init; }

    public required IReadOnlyList<VendorQuestion> Questions { get; init; }

    public required IReadOnlyList<ChecklistItem> IntegrationChecklist { get; init; }

    IEnumerable<string> ICatalogItem.CriteriaIds => Criteria.Select(m => m.Id);

    IEnumerable<ItemLink> ICatalogItem.Links => ItemLink.To(Criteria);
}

/// <param name="Required">A vendor is not approved while it is open.</param>
public sealed record VendorQuestion(string Id, string Text, string Why, bool Required);

public sealed record ChecklistItem(string Id, string Text);
