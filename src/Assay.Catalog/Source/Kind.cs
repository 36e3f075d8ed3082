using System.Text.Json.Serialization.Metadata;
using Assay.Catalog.Content;

namespace Assay.Catalog.Source;

internal enum Form
{
    /// <summary>Each file is a list of items.</summary>
    Lists,

    /// <summary>Each file is one item.</summary>
    Items,

    /// <summary>Each file is front matter between <c>---</c> lines, then the body.</summary>
    Documents,

    /// <summary>Each file is comment lines that say what it is, then the query.</summary>
    Sql,
}

/// <summary>A kind of item: where its files lie, how they are written and what they become.</summary>
internal sealed record Kind(string Name, string Folder, string Files, Form Form, JsonTypeInfo List)
{
    public static IReadOnlyList<Kind> All { get; } =
    [
        new("criteria", "criteria", "*.yaml", Form.Lists, CatalogJson.Default.ListCriterion),
        new("controls", "controls", "*.yaml", Form.Items, CatalogJson.Default.ListControl),
        new("questions", "interview", "questions.yaml", Form.Lists, CatalogJson.Default.ListQuestion),
        new("flags", "interview", "flags.yaml", Form.Lists, CatalogJson.Default.ListFlag),
        new("contradictions", "interview", "contradictions.yaml", Form.Lists, CatalogJson.Default.ListContradiction),
        new("scope", "interview", "scope.yaml", Form.Lists, CatalogJson.Default.ListScopeRule),
        new("frameworks", "interview", "frameworks.yaml", Form.Lists, CatalogJson.Default.ListFramework),
        new("crosswalks", "", "crosswalks.yaml", Form.Lists, CatalogJson.Default.ListCrosswalkFramework),
        new("risks", "risks", "*.yaml", Form.Items, CatalogJson.Default.ListRisk),
        new("policies", "policies", "T*.md", Form.Documents, CatalogJson.Default.ListPolicy),
        new("evidence", "evidence", "E*.md", Form.Documents, CatalogJson.Default.ListEvidenceType),
        new("checks", "checks", "*.sql", Form.Sql, CatalogJson.Default.ListCheckQuery),
        new("concerns", "", "concerns.yaml", Form.Lists, CatalogJson.Default.ListConcern),
        new("playbooks", "playbooks", "*.md", Form.Documents, CatalogJson.Default.ListPlaybook),
        new("training", "training", "*.md", Form.Documents, CatalogJson.Default.ListTrainingModule),
        new("vendor_categories", "vendors", "categories.yaml", Form.Lists, CatalogJson.Default.ListVendorCategory),
        new("vendors", "vendors/directory", "*.yaml", Form.Lists, CatalogJson.Default.ListVendor),
        new("documents", "documents", "*.md", Form.Documents, CatalogJson.Default.ListDocumentTemplate),
        new("guides", "guides", "*.md", Form.Documents, CatalogJson.Default.ListDocumentTemplate),
        new("kits", "", "kits.yaml", Form.Lists, CatalogJson.Default.ListKit),
        new("questionnaire", "questionnaires", "*.yaml", Form.Lists, CatalogJson.Default.ListStandardQuestion),
        new("cadences", "", "cadences.yaml", Form.Lists, CatalogJson.Default.ListCadence),
        new("plans", "plans", "*.yaml", Form.Items, CatalogJson.Default.ListProgrammePlan),
        new("numbers", "", "numbers.yaml", Form.Lists, CatalogJson.Default.ListReferenceNumber),
    ];
}
