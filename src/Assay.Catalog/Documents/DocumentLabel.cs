namespace Assay.Catalog.Documents;

/// <summary>What a document is called, and what each of its printed pages says at the foot: a page that comes loose still tells what it is.</summary>
public sealed record DocumentLabel(string Title, string Foot)
{
    /// <summary>A document whose pages carry its title alone.</summary>
    public static DocumentLabel Of(string title) => new(title, title);
}
