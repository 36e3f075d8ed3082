namespace Assay.Scim;

/// <summary>A row whose columns are named by a schema rather than by properties, so that each attribute is one line in one place.</summary>
public abstract class SchemaRow
{
    private readonly Dictionary<string, object?> _columns = new(StringComparer.Ordinal);

    public object? this[string column]
    {
        get => _columns.GetValueOrDefault(column);
        set => _columns[column] = value;
    }
}

/// <summary>What every resource has.</summary>
public abstract class ScimRow : SchemaRow, IIdentityRow
{
    public Guid OrganizationId { get; init; }

    public Guid Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ChangedAt { get; set; }

    public int Version { get; set; }
}
