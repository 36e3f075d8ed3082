using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Scim;

/// <summary>Maps the columns that a schema names.</summary>
internal static class SchemaColumns
{
    public static void AddColumns<TRow>(this EntityTypeBuilder<TRow> builder, IReadOnlyList<ScimAttribute> attributes) where TRow : SchemaRow
    {
        foreach (var leaf in attributes.Where(a => !a.IsMany).SelectMany(a => a.Kind is ScimKind.Complex ? a.Parts : [a]))
        {
            if (leaf.Column is null || leaf.Kind is ScimKind.Id or ScimKind.Time || builder.Metadata.FindProperty(leaf.Column) is not null) continue;

            var isRequired = leaf.IsRequired || leaf.Name is "active";
            if (leaf.Kind is not ScimKind.Truth) builder.IndexerProperty<string>(leaf.Column).IsRequired(isRequired);
            else if (isRequired) builder.IndexerProperty<bool>(leaf.Column);
            else builder.IndexerProperty<bool?>(leaf.Column);

            if (leaf.Key is not null) builder.IndexerProperty<string>(leaf.Key).IsRequired(isRequired);
        }
    }
}
