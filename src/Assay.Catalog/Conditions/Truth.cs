namespace Assay.Catalog.Conditions;

/// <summary>Kleene's three values. What rests on an unknown answer is unknown, and unknown is never taken for a no.</summary>
public enum Truth
{
    No,
    Unknown,
    Yes,
}
