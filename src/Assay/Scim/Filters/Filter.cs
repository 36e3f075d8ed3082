using System.Text.Json;

namespace Assay.Scim;

/// <summary>What is asked of resources (RFC 7644 §3.4.2.2).</summary>
public abstract record Filter
{
    public sealed record And(Filter Left, Filter Right) : Filter;

    public sealed record Or(Filter Left, Filter Right) : Filter;

    public sealed record Not(Filter Inner) : Filter;

    public sealed record Present(AttributePath Path) : Filter;

    public sealed record Compare(AttributePath Path, string Operator, JsonElement Value) : Filter;

    /// <summary>That one value of many is all of it at once: <c>emails[type eq "work" and value co "@example.com"]</c>.</summary>
    public sealed record Within(AttributePath Path, Filter Inner) : Filter;
}

/// <param name="At">Where it stands in the text, so that a fault can be shown.</param>
public sealed record AttributePath(string? Schema, string Name, string? Part, int At)
{
    public override string ToString() => Part is null ? Name : $"{Name}.{Part}";
}

/// <summary>What a PATCH is about: an attribute, some of its values, a part of them.</summary>
public sealed record PatchPath(AttributePath Path, Filter? Which, string? Part);
