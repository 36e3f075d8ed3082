namespace Assay.Gate;

/// <summary>Which entries are evidence, of which type of the catalog, and which controls they show at work.</summary>
internal static class FiledKinds
{
    public sealed record Filed(string Kind, string Type, string[] Controls);

    public const string Change = "E05";
    public const string Fairness = "E12";
    public const string Drift = "E20";

    private static readonly Filed[] _all =
    [
        new("model.gate_checked", Change, ["MD-03"]),
        new("model.promoted", Change, ["MD-02", "MD-03"]),
        new("model.promotion_refused", Change, ["MD-02", "MD-03"]),
        new("model.approved", Change, ["MD-02"]),
        new("model.approval_refused", Change, ["MD-02"]),
        new("model.emergency_promoted", Change, ["MD-11"]),
        new("model.emergency_reviewed", Change, ["MD-11"]),
        new("model.rollback_done", Change, ["MD-04"]),
        new("model.post_tested", Change, ["MD-10"]),
        new("model.retired", Change, ["MD-09"]),
        new("fairness.run", Fairness, ["FB-01"]),
        new("fairness.mitigated", Fairness, ["FB-06"]),
        new("fairness.closed", Fairness, ["FB-06"]),
        new("drift.run", Drift, ["MM-01"]),
        new("drift.alerted", Drift, ["MM-01"]),
        new("drift.triaged", Drift, ["MM-04"]),
    ];

    public static string[] Kinds { get; } = [.. _all.Select(f => f.Kind)];

    public static Filed Of(string kind) => _all.First(f => f.Kind == kind);

    /// <param name="point">Where a fairness result was measured; null for before deployment.</param>
    public static string[] ControlsOf(Filed filed, string? point) => (filed.Kind, point) switch
    {
        ("fairness.run", "in_production") => ["FB-02"],
        ("fairness.run", "training_data") => ["DS-13"],
        _ => filed.Controls,
    };

    /// <summary>What live decisions show beyond the control itself: that personal data is accurate for its purpose.</summary>
    public static string[] CriteriaOf(Filed filed, string? point) => (filed.Kind, point) is ("fairness.run", "in_production") ? ["P7.1"] : [];

    public static string TitleOf(string type, string model, int version) => type switch
    {
        Fairness => $"Fairness results of {model}, version {version}",
        Drift => $"Drift of {model}, version {version}",
        _ => $"Change record of {model}, version {version}",
    };
}
