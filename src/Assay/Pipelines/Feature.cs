using Assay.Datasets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Pipelines;

/// <summary>Something that a model looks at: what it is derived from, why, and by which rule where its source is sensitive.</summary>
public sealed class Feature : IRegisterRow
{
    public Guid OrganizationId { get; private init; }

    public Guid Id { get; set; }

    public int Version { get; set; }

    public string Name { get; set; } = "";

    public string Pipeline { get; set; } = "";

    public string Derivation { get; set; } = "";

    public string Reason { get; set; } = "";

    public string Sources { get; set; } = "";

    /// <summary>How sensitive the most sensitive of its sources is.</summary>
    public Classification SourceClass { get; set; }

    /// <summary>What keeps what is sensitive from showing through: who may read it, how it is coarsened, when it is deleted.</summary>
    public string SecurityRule { get; set; } = "";

    public string OwnerEmail { get; set; } = "";
}

internal sealed class FeatureTable : IEntityTypeConfiguration<Feature>
{
    public void Configure(EntityTypeBuilder<Feature> builder)
    {
        builder.ToTable("pipeline_feature");
        builder.HasKey(f => new { f.OrganizationId, f.Id });
    }
}

public sealed class FeaturesRegister : Register<Feature>
{
    public override RegisterWords Words { get; } = new(
        "pipelines/features", "pipeline_feature", "Features", "feature", "features",
        "What your models look at: how each feature is derived, why it was chosen, and which rule guards it where its source is sensitive.",
        "An auditor asks why a model looks at what it looks at. A feature from confidential data without a security rule is a finding.")
    {
        Above = [("Pipelines", "/pipelines")],
    };

    public override Permission Reading => Permission.ReadMachineLearning;

    public override Permission Editing => Permission.EditPipelines;

    public override IReadOnlyList<Column<Feature>> Columns { get; } =
    [
        new TextColumn<Feature>("name", "Feature", f => f.Name, 120) { Required = true, IsKey = true },
        new TextColumn<Feature>("pipeline", "Pipeline", f => f.Pipeline, 120) { Required = true, IsKey = true, Help = "The name of a registered pipeline." },
        new TextColumn<Feature>("derivation", "Derivation", f => f.Derivation, 1000) { Required = true, IsMultiline = true, Help = "How it is made from its sources." },
        new TextColumn<Feature>("reason", "Reason", f => f.Reason, 1000) { Required = true, IsMultiline = true, IsDetail = true, Help = "Why the model may look at it." },
        new TextColumn<Feature>("sources", "Sources", f => f.Sources, 1000) { Help = "Dataset versions, as name@version." },
        new ChoiceColumn<Feature, Classification>("source_class", "Class of its source", f => f.SourceClass) { WhenEmpty = Classification.Unclassified, Help = "Of the most sensitive source." },
        new TextColumn<Feature>("security_rule", "Security rule", f => f.SecurityRule, 1000) { IsMultiline = true, Help = "Who may read it, how it is coarsened, when it is deleted." },
        new EmailColumn<Feature>("owner_email", "Owner's e-mail", f => f.OwnerEmail) { Aliases = ["owner"], IsDetail = true },
    ];

    public override IReadOnlyList<RegisterView<Feature>> Views { get; } =
    [
        new("unguarded", "From sensitive data without a rule", (features, _) => features.Where(f => f.SecurityRule == "" && (f.SourceClass == Classification.Confidential || f.SourceClass == Classification.Restricted)), "bad"),
        new("unclassified", "Of a source without a class", (features, _) => features.Where(f => f.SourceClass == Classification.Unclassified), "bad"),
    ];
}
