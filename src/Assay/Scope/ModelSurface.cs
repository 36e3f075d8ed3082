using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Scope;

/// <summary>The three places where customer data can meet a model.</summary>
public enum SurfaceKind
{
    Inference,
    StoredTrainingData,
    FineTuningOnCustomerInput,
}

/// <summary>One place where customer data meets a model, and the four questions that buyers ask of it. An empty answer is unknown.</summary>
public sealed class ModelSurface : IRegisterRow
{
    public Guid OrganizationId { get; private init; }

    public Guid Id { get; set; }

    public int Version { get; set; }

    public string Product { get; set; } = "";

    public SurfaceKind Kind { get; set; }

    public string Purpose { get; set; } = "";

    public string Storage { get; set; } = "";

    public string Access { get; set; } = "";

    public string Reuse { get; set; } = "";

    /// <summary>The questions that nobody has answered.</summary>
    public IEnumerable<string> Unknown =>
        new[] { ("purpose", Purpose), ("storage", Storage), ("access", Access), ("reuse", Reuse) }.Where(q => q.Item2.Length == 0).Select(q => q.Item1);
}

internal sealed class ModelSurfaceTable : IEntityTypeConfiguration<ModelSurface>
{
    public void Configure(EntityTypeBuilder<ModelSurface> builder) => builder.HasKey(s => s.Id);
}

/// <summary>Where customer data meets a model.</summary>
public sealed class SurfacesRegister : Register<ModelSurface>
{
    public override RegisterWords Words { get; } = new(
        "scope/surfaces", "surface", "Model surfaces", "surface", "surfaces",
        "Each place where customer data meets a model: why, where it is kept, who can see it, and whether it is used again.",
        "Every security questionnaire of an AI buyer asks these four questions. What you leave empty is answered “unknown”.")
    {
        Above = [("Scope", "/scope")],
    };

    public override Permission Reading => Permission.ReadProgramme;

    public override Permission Editing => Permission.DecideScope;

    public override IReadOnlyList<Column<ModelSurface>> Columns { get; } =
    [
        new TextColumn<ModelSurface>("product", "Product", s => s.Product, 120) { Required = true, IsKey = true },
        new ChoiceColumn<ModelSurface, SurfaceKind>("kind", "Surface", s => s.Kind) { IsKey = true },
        new TextColumn<ModelSurface>("purpose", "Purpose", s => s.Purpose, 1000) { IsMultiline = true, Help = "Why the data is there. If it never is, say so: 'Not done'." },
        new TextColumn<ModelSurface>("storage", "Storage", s => s.Storage, 1000) { IsMultiline = true, Help = "Where it is kept, encrypted how, for how long." },
        new TextColumn<ModelSurface>("access", "Access", s => s.Access, 1000) { IsMultiline = true, Help = "Who can see it, and how that is approved." },
        new TextColumn<ModelSurface>("reuse", "Reuse", s => s.Reuse, 1000) { IsMultiline = true, Help = "Whether it trains or tunes a model, yours or a vendor's, and who agreed." },
    ];

    public override string NameOf(ModelSurface row) => $"{row.Product}: {row.Kind}";
}
