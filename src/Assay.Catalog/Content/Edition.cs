namespace Assay.Catalog.Content;

/// <summary>Which criteria these are, and what the product is not.</summary>
public static class Edition
{
    public const string Name = "2017 Trust Services Criteria, revised points of focus 2022";

    public const string NoOpinion = "Assay issues no opinion. A SOC 2 report is issued by an independent licensed CPA firm.";

    public const string Sample = "Sample data: this company is made up.";
}
