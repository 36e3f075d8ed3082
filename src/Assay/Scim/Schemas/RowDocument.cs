using System.Text.Json.Nodes;

namespace Assay.Scim;

/// <summary>Between the columns of a row and the document that the protocol speaks of.</summary>
internal static class RowDocument
{
    /// <summary>The document of a row, without what other rows hold.</summary>
    public static JsonObject Of(SchemaRow row, ScimSchema schema)
    {
        JsonObject document = [];
        Fill(document, row, [.. ScimSchema.Common, .. schema.Attributes]);

        if (schema.Extension is { } extension)
        {
            JsonObject own = [];
            Fill(own, row, extension.Attributes);
            if (own.Count > 0) document[extension.Id] = own;
        }

        return document;
    }

    public static JsonObject Of(SchemaRow row, ScimAttribute complex)
    {
        JsonObject value = [];
        Fill(value, row, complex.Parts);
        return value;
    }

    /// <summary>Writes a document that was read by the schema; what it does not hold is emptied.</summary>
    public static void Write(SchemaRow row, JsonObject document, ScimSchema schema)
    {
        Write(row, document, [.. ScimSchema.Common, .. schema.Attributes]);
        if (schema.Extension is { } extension) Write(row, document[extension.Id] as JsonObject ?? [], extension.Attributes);
    }

    public static void Write(SchemaRow row, JsonObject document, IReadOnlyList<ScimAttribute> attributes)
    {
        foreach (var attribute in attributes.Where(a => a is { IsMany: false, IsReadOnly: false }))
        {
            var value = document[attribute.Name];

            if (attribute.Kind is ScimKind.Complex) Write(row, value as JsonObject ?? [], attribute.Parts);
            else if (attribute.Kind is ScimKind.Truth) row[attribute.Column!] = value?.GetValue<bool>();
            else WriteText(row, attribute, value?.GetValue<string>());
        }
    }

    private static void WriteText(SchemaRow row, ScimAttribute attribute, string? text)
    {
        if (attribute.Column is null || attribute.Kind is ScimKind.Id) return;
        if (attribute.IsRequired && string.IsNullOrWhiteSpace(text)) throw ScimRefusedException.Value(attribute.Name, "it is required.");

        row[attribute.Column] = text;
        if (attribute.Key is not null) row[attribute.Key] = text?.ToLowerInvariant();
    }

    private static void Fill(JsonObject document, SchemaRow row, IReadOnlyList<ScimAttribute> attributes)
    {
        foreach (var attribute in attributes.Where(a => !a.IsMany && a.Kind is not (ScimKind.Id or ScimKind.Time)))
        {
            if (attribute.Kind is ScimKind.Complex)
            {
                JsonObject value = [];
                Fill(value, row, attribute.Parts);
                if (value.Count > 0) document[attribute.Name] = value;
            }
            else if (attribute.Column is not null && row[attribute.Column] is { } value)
            {
                document[attribute.Name] = value is bool truth ? truth : (string)value;
            }
        }
    }
}
