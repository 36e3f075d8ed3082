using Assay.Statistics.Drift;

namespace Assay.Drift;

internal static class DriftWords
{
    public static IReadOnlyList<(DriftJudgement Judgement, string Title)> Judgements { get; } =
    [
        (DriftJudgement.DataFault, "A fault of the data"), (DriftJudgement.RealShift, "A real shift of the world"), (DriftJudgement.Attack, "An attack"), (DriftJudgement.Noise, "Noise"),
    ];

    public static string Of(DriftVerdict verdict) => verdict switch
    {
        DriftVerdict.Stable => "Stable",
        DriftVerdict.Moved => "Moved",
        _ => "Shifted",
    };
}
