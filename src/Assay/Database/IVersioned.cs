namespace Assay.Database;

/// <summary>A row that two people may edit at once: the second to save is refused, because the version has moved.</summary>
public interface IVersioned
{
    int Version { get; set; }
}
