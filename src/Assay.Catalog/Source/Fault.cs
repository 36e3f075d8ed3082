namespace Assay.Catalog.Source;

/// <summary>What is wrong in a file, where, and what to do about it.</summary>
public sealed record Fault(string File, int Line, string Place, string Message)
{
    public override string ToString() =>
        $"{File}{(Line > 0 ? $":{Line}" : "")}: {(Place.Length > 0 ? Place + ": " : "")}{Message}";
}
