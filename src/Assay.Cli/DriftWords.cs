using Assay.Statistics.Drift;

namespace Assay.Cli;

internal static class DriftWords
{
    public static string Of(DriftVerdict verdict) => verdict switch
    {
        DriftVerdict.Stable => "stable",
        DriftVerdict.Moved => "moved",
        _ => "shifted",
    };
}
