namespace Assay.Datasets;

internal static class DatasetWords
{
    public static string Of(DatasetApproval approval) => approval is DatasetApproval.Waiting ? "In review" : approval.ToString();

    public static string Size(long bytes) => bytes switch
    {
        < 10_000 => $"{bytes} bytes",
        < 10_000_000 => $"{bytes / 1000:N0} kB",
        < 10_000_000_000 => $"{bytes / 1_000_000:N0} MB",
        _ => $"{bytes / 1_000_000_000:N0} GB",
    };
}
