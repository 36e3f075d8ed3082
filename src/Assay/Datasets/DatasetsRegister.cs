using Microsoft.EntityFrameworkCore;

namespace Assay.Datasets;

/// <summary>The inventory of training and evaluation data.</summary>
public sealed class DatasetsRegister : Register<Dataset>
{
    public override RegisterWords Words { get; } = new(
        "datasets", "dataset", "Datasets", "dataset", "datasets",
        "Everything that models learn from or are measured on: whose it is, where it comes from, and whether it may be used.",
        "An auditor of a machine-learning company asks first what the models were trained on, and who allowed it. What has no source or licence here cannot be approved for training.")
    {
        WaysIn = [("From Croissant", "/datasets/croissant")],
    };

    public override Permission Reading => Permission.ReadMachineLearning;

    public override Permission Editing => Permission.EditDatasets;

    public override IReadOnlyList<Column<Dataset>> Columns { get; } =
    [
        new TextColumn<Dataset>("name", "Name", d => d.Name, 200) { Required = true, IsKey = true, Aliases = ["dataset"], Help = "As pipelines name it." },
        new EmailColumn<Dataset>("owner_email", "Owner's e-mail", d => d.OwnerEmail) { Aliases = ["owner"] },
        new TextColumn<Dataset>("purpose", "Purpose", d => d.Purpose, 1000) { IsDetail = true, IsMultiline = true, Help = "What it is used for, and so what it is not to be used for." },
        new TextColumn<Dataset>("source", "Source", d => d.Source, 500) { Help = "A person, a company, a crawl, a customer; with an address where there is one." },
        new TextColumn<Dataset>("licence", "Licence", d => d.Licence, 300) { Aliases = ["license"], Help = "An SPDX id such as 'CC-BY-4.0', or the contract." },
        new ChoiceColumn<Dataset, TrainingUse>("training_use", "Training use", d => d.TrainingUse) { WhenEmpty = TrainingUse.Unknown, IsDetail = true, Help = "Whether the licence or the contract lets models learn from it." },
        new TextColumn<Dataset>("consent", "Consent or other basis", d => d.Consent, 500) { IsDetail = true, Help = "Needed where it holds personal data." },
        new TextColumn<Dataset>("location", "Location", d => d.Location, 500) { Aliases = ["uri", "store"], IsDetail = true, Help = "As lineage names it: 's3://bucket/path'. Lineage is joined to it by this or by the name." },
        new TextColumn<Dataset>("region", "Region", d => d.Region, 100) { IsDetail = true },
        new ChoiceColumn<Dataset, Classification>("classification", "Class", d => d.Classification) { WhenEmpty = Classification.Unclassified, Aliases = ["class"] },
        new ChoiceColumn<Dataset, PersonalData>("personal_data", "Personal data", d => d.PersonalData) { WhenEmpty = PersonalData.Unknown, Aliases = ["pii"] },
        new TextColumn<Dataset>("retention", "Retention", d => d.Retention, 300) { IsDetail = true, Help = "How long it is kept, and what ends it." },
        new TextColumn<Dataset>("customers", "Customers concerned", d => d.Customers, 1000) { IsDetail = true, Help = "Whose data it holds; each must have allowed this use." },
        new TextColumn<Dataset>("import_gaps", "Gaps of the import", d => d.ImportGaps, 2000) { IsDetail = true, IsMultiline = true, Help = "What an imported description left out. Remove a line once it is mended." },
        new ComputedColumn<Dataset>("gaps", "Gaps", d => string.Join("; ", d.Gaps)),
    ];

    public override IReadOnlyList<RegisterView<Dataset>> Views { get; } =
    [
        new("incomplete", "Without source or licence", (datasets, _) => datasets.Where(d => d.Source == "" || d.Licence == ""), "bad"),
        new("restricted", "Confidential or restricted", (datasets, _) => datasets.Where(d => d.Classification == Classification.Confidential || d.Classification == Classification.Restricted)),
        new("personal", "Hold personal data", (datasets, _) => datasets.Where(d => d.PersonalData == PersonalData.Personal || d.PersonalData == PersonalData.Special)),
        new("mishandled", "Where their class may not be", (datasets, _) => datasets.Where(Handling.IsMishandled), "bad"),
        new("forbidden", "Not for training", (datasets, _) => datasets.Where(d => d.TrainingUse == TrainingUse.Forbidden)),
    ];

    public override async Task<IReadOnlyList<LinkedPanel.Link>> LinkedAsync(AssayDb db, Dataset row, DateOnly today, CancellationToken stop)
    {
        var versions = await db.Set<DatasetVersion>().AsNoTracking().Where(v => v.DatasetId == row.Id).OrderByDescending(v => v.Number).Take(20)
            .Select(v => new { v.Id, v.Number, v.Label }).ToListAsync(stop);
        var ids = versions.Select(v => v.Id).ToList();
        var decisions = await db.Set<DatasetDecision>().AsNoTracking().Where(d => ids.Contains(d.VersionId)).ToDictionaryAsync(d => d.VersionId, d => d.Decision, stop);

        return
        [
            new("Versions", "All versions, rules and access", $"/datasets/{row.Id}/versions"),
            .. versions.Select(v => new LinkedPanel.Link("Versions", v.Label, $"/datasets/{row.Id}/versions/{v.Number}", DatasetWords.Of(decisions.GetValueOrDefault(v.Id)))),
        ];
    }
}
