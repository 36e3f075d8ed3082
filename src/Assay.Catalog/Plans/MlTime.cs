using Assay.Catalog.Content;
using Assay.Catalog.Gaps;

namespace Assay.Catalog.Plans;

/// <summary>One kind of ML work that comes before the window, with the controls that still lack it.</summary>
public sealed record MlWork(string Title, decimal Days, IReadOnlyList<RemediationTask> Tasks);

/// <summary>
/// The time that ML asks beside ordinary remediation: pipelines, model governance, model access, training-data records and
/// inference logging. What exists already asks for none.
/// </summary>
public sealed record MlTime(IReadOnlyList<MlWork> Work)
{
    /// <summary>Our estimate: two people work on it at once, twenty days a month each.</summary>
    public const int DaysPerMonth = 40;

    /// <summary>Past this, more people are needed rather than more months.</summary>
    public const int MostMonths = 3;

    private static readonly (string Title, Func<Control, bool> Is)[] _kinds =
    [
        ("Pipelines", c => c.Domain is "pipelines"),
        ("Model governance", c => c.Domain is "models" or "fairness" or "monitoring"),
        ("Model access", c => c is { Domain: "access", Ml: true }),
        ("Training-data records", c => c.Domain is "datasets"),
        ("Inference logging and limits", c => c.Domain is "inference" || c is { Domain: "operations", Ml: true }),
    ];

    public decimal Days => Work.Sum(w => w.Days);

    public int Months => Math.Min((int)Math.Ceiling(Days / DaysPerMonth), MostMonths);

    public static MlTime Of(IReadOnlyList<RemediationTask> tasks) => new([.. _kinds.Select(kind =>
    {
        var open = tasks.Where(t => kind.Is(t.Control) && !t.State.IsInPlace).ToList();
        return new MlWork(kind.Title, open.Sum(t => t.RemainingDays), open);
    })]);
}
