namespace Assay.Scim;

/// <summary>A kind of resource: its schema, an extension where it has one, and where it answers.</summary>
public sealed record ScimSchema(string Id, string Name, string Endpoint, string Description, IReadOnlyList<ScimAttribute> Attributes)
{
    public const string CorePrefix = "urn:ietf:params:scim:schemas:core:2.0:";

    public (string Id, string Name, IReadOnlyList<ScimAttribute> Attributes)? Extension { get; init; }

    /// <summary>What every resource has (RFC 7643 §3.1).</summary>
    public static IReadOnlyList<ScimAttribute> Common { get; } =
    [
        new("id", "Given by Assay, for good.") { Kind = ScimKind.Id, IsReadOnly = true, IsCaseExact = true, IsUnique = true, Column = nameof(ScimRow.Id) },
        new("externalId", "The directory's own id.") { IsCaseExact = true, Column = "ExternalId" },
        new("meta", "When it was made and changed.")
        {
            Kind = ScimKind.Complex, IsReadOnly = true,
            Parts =
            [
                new("created", "When it was made.") { Kind = ScimKind.Time, IsReadOnly = true, Column = nameof(ScimRow.CreatedAt) },
                new("lastModified", "When it was changed last.") { Kind = ScimKind.Time, IsReadOnly = true, Column = nameof(ScimRow.ChangedAt) },
            ],
        },
    ];

    public ScimAttribute? Find(string? schema, string name)
    {
        var isExtension = Extension is { } extension && extension.Id.Equals(schema, StringComparison.OrdinalIgnoreCase);
        if (schema is not null && !isExtension && !schema.Equals(Id, StringComparison.OrdinalIgnoreCase)) return null;

        return (isExtension ? Extension!.Value.Attributes : Attributes.Concat(Common)).FirstOrDefault(a => a.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whose names a path may begin with, the longest first.</summary>
    public IEnumerable<string> Ids => Extension is { } extension ? [extension.Id, Id] : [Id];
}
