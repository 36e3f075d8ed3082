namespace Assay.Catalog.Content;

/// <summary>A lesson to read, and the test that shows it was understood.</summary>
public sealed record TrainingModule : ICatalogItem, IDocument
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public bool Ml { get; init; }

    public required string Audience { get; init; }

    public required int Minutes { get; init; }

    public required IReadOnlyList<Mapping> Criteria { get; init; }

    public required IReadOnlyList<string> Controls { get; init; }

    public IReadOnlyList<string> Policies { get => field ?? []; init; }

    /// <summary>The share of right answers that passes, above 0 and at most 1.</summary>
    public required decimal PassMark { get; init; }

    public required IReadOnlyList<QuizQuestion> Questions { get; init; }

    public required string Body { get; init; }

    IEnumerable<string> ICatalogItem.CriteriaIds => Criteria.Select(m => m.Id);

    IEnumerable<ItemLink> ICatalogItem.Links =>
        [.. ItemLink.To(Criteria), .. ItemLink.To(ItemKind.Controls, Controls), .. ItemLink.To(ItemKind.Policies, Policies)];
}

/// <param name="Answer">The right choice, counted from 1.</param>
public sealed record QuizQuestion(string Id, string Text, IReadOnlyList<string> Choices, int Answer, string Because);
