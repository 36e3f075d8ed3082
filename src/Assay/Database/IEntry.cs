namespace Assay.Database;

/// <summary>A row that tells what was done: none of the others is committed without one.</summary>
public interface IEntry;
