using Assay.Catalog;
using Assay.Catalog.Content;

namespace Assay.Library;

/// <summary>The AI concerns with their criteria and controls as a file, one line each.</summary>
internal static class ExportConcerns
{
    public static Task<IResult> Run(CatalogLibrary catalog, CancellationToken stop) => CsvAnswer.Of("ai-concerns.csv",
        ["Concern", "Title", "Stage", "Question", "Answer", "Criteria", "Why", "Controls", "Risks", "Evidence"],
        catalog.Concerns.Select(c => (IReadOnlyList<string>)
        [
            c.Id, c.Title, c.Stage.Word(), c.Question, c.Answer, string.Join(' ', c.Criteria.Select(m => m.Id)),
            string.Join(' ', c.Criteria.Select(m => $"{m.Id}: {m.Because}")), string.Join(' ', c.Controls), string.Join(' ', c.Risks), string.Join(' ', c.Evidence),
        ]), stop);
}
