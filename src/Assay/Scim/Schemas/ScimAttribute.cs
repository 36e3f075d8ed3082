namespace Assay.Scim;

/// <summary>How the values of an attribute are written and compared.</summary>
public enum ScimKind
{
    Text,
    Reference,
    Truth,
    Time,
    Id,
    Complex,
}

/// <summary>One attribute of a schema (RFC 7643 §7). The same line says how it is read, kept, answered, filtered and described.</summary>
public sealed record ScimAttribute(string Name, string Description)
{
    public ScimKind Kind { get; init; } = ScimKind.Text;

    public bool IsMany { get; init; }

    public bool IsRequired { get; init; }

    public bool IsCaseExact { get; init; }

    public bool IsReadOnly { get; init; }

    public bool IsUnique { get; init; }

    public IReadOnlyList<ScimAttribute> Parts { get; init; } = [];

    /// <summary>The property of the row that holds it; null where it cannot be asked about.</summary>
    public string? Column { get; init; }

    /// <summary>The property that holds the same in lower case, with an index on it.</summary>
    public string? Key { get; init; }

    /// <summary>For one of which there are many: the rows that hold them.</summary>
    public string? Rows { get; init; }

    public ScimAttribute? Part(string name) => Parts.FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
