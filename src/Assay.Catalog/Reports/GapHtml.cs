using Assay.Catalog.Content;
using Assay.Catalog.Gaps;
using Assay.Catalog.Interview;
using Assay.Catalog.Plans;

namespace Assay.Catalog.Reports;

/// <summary>
/// The gap analysis as one page that stands alone: no script, no other file, readable in the dark and on paper. It holds
/// no clock, path or version, so that the same answers give the same bytes.
/// </summary>
public sealed class GapHtml
{
    private readonly Dictionary<string, Question> _questions;
    private readonly GapReport _report;
    private readonly Html _html;

    private GapHtml(CatalogLibrary catalog, GapReport report, Html html)
    {
        _questions = catalog.Questions.Value.ToDictionary(q => q.Id);
        _report = report;
        _html = html;
    }

    public static void Write(CatalogLibrary catalog, GapReport report, Stream to) =>
        HtmlPage.Write(to, $"Gap analysis of {report.Sheet.Company}", html => new GapHtml(catalog, report, html).Body());

    private void Body()
    {
        Head();
        Summary();
        Scope();
        Criteria();
        Tasks();
        Method();
    }

    private void Head()
    {
        _html.Write($"<header>");
        if (_report.Sheet.Sample) _html.Write($"<p class=\"sample\"><strong>{Edition.Sample}</strong></p>");
        _html.Write($"<h1>Gap analysis of {_report.Sheet.Company}</h1>");
        _html.Write($"<p class=\"lead\">As of {_report.Sheet.AsOf:yyyy-MM-dd}. {_report.Readiness}.</p>");
        _html.Write($"<p>{Edition.Name}. {Edition.NoOpinion}</p>");
        _html.Write($"<nav aria-label=\"Contents\"><ul><li><a href=\"#summary\">Summary</a></li><li><a href=\"#scope\">Scope</a></li><li><a href=\"#criteria\">Criteria</a></li><li><a href=\"#tasks\">What to do</a></li><li><a href=\"#method\">How this was judged</a></li></ul></nav>");
        _html.Write($"</header>");
    }

    private void Summary()
    {
        _html.Write($"<section id=\"summary\"><h2>Summary</h2>");
        _html.Write($"<table><caption>Criteria by category and status</caption><thead><tr><th scope=\"col\">Category</th><th scope=\"col\">Criteria</th><th scope=\"col\">Met</th><th scope=\"col\">Partial</th><th scope=\"col\">Missing</th><th scope=\"col\">Not applicable</th></tr></thead><tbody>");
        foreach (var category in _report.Scope.Categories.Where(c => c.Selected).Select(c => c.Category))
            _html.Write($"<tr><th scope=\"row\">{category.Title}</th><td>{_report.Criteria.Count(c => c.Criterion.Category == category)}</td><td>{_report.Count(CriterionStatus.Met, category)}</td><td>{_report.Count(CriterionStatus.Partial, category)}</td><td>{_report.Count(CriterionStatus.Missing, category)}</td><td>{_report.Count(CriterionStatus.NotApplicable, category)}</td></tr>");
        _html.Write($"</tbody></table>");
        _html.Write($"<p>The scope proposes {_report.Workload.Controls} controls. They ask for {_report.Workload.TasksPerYear} scheduled human tasks and about {_report.Workload.HoursPerYear:0} hours a year.</p>");
        _html.Write($"<h3>Which report first: {(_report.Advice.Type is ReportType.TypeI ? "Type I" : "Type II")}</h3><ul>");
        foreach (var reason in _report.Advice.Because.Where(r => r.Reason.Length > 0))
        {
            if (reason.Fact.Length > 0) _html.Write($"<li>{reason.Reason} <span class=\"quiet\">{Question(reason.Fact)} {Answer(new(reason.Fact, reason.Answer))}.</span></li>");
            else _html.Write($"<li>{reason.Reason}</li>");
        }

        _html.Write($"</ul></section>");
    }

    private void Scope()
    {
        _html.Write($"<section id=\"scope\"><h2>Scope</h2><dl>");
        foreach (var advice in _report.Scope.Categories)
        {
            _html.Write($"<dt>{advice.Category.Title}: {(advice.Selected ? "in scope" : "left out")}</dt>");
            if (!advice.Selected) _html.Write($"<dd>{advice.LeftOutBecause}</dd>");
            foreach (var rule in advice.Rules) _html.Write($"<dd>{rule.Because} <code>{rule.Id}</code></dd>");
        }

        _html.Write($"</dl>");
        foreach (var warning in _report.Scope.Warnings) _html.Write($"<p class=\"warning\"><strong>{(warning.Blocks ? "Blocks a sound scope." : "Worth a second look.")}</strong> {warning.Message}</p>");
        foreach (var contradiction in _report.Contradictions) _html.Write($"<p class=\"warning\"><strong>These answers cannot all be right.</strong> {contradiction.Message}</p>");
        List("Service commitments and system requirements", _report.Sheet.Commitments, c => $"{c.Text} ({c.Source})");
        List("Components", _report.Sheet.Components, c => $"{c.Name}: {(c.InScope ? "in scope" : $"left out. {c.ExcludedBy}: {c.ExcludedBecause}")}");
        List("Other frameworks, which SOC 2 does not satisfy", _report.Frameworks, f => $"{f.Title}. {f.Because}");
        _html.Write($"</section>");
    }

    private void List<T>(string heading, IReadOnlyList<T> items, Func<T, string> words)
    {
        if (items.Count == 0) return;
        _html.Write($"<h3>{heading}</h3><ul>");
        foreach (var item in items) _html.Write($"<li>{words(item)}</li>");
        _html.Write($"</ul>");
    }

    private void Criteria()
    {
        _html.Write($"<section id=\"criteria\"><h2>Criteria</h2>");
        foreach (var category in _report.Criteria.GroupBy(c => c.Criterion.Category).OrderBy(c => c.Key))
        {
            _html.Write($"<h3>{category.Key.Title}</h3>");
            if (category.All(c => !c.IsSelected)) _html.Write($"<p>Not selected: {category.Count()} criteria are not judged. {category.First().Reason}</p>");
            else foreach (var criterion in category) Criterion(criterion);
        }

        _html.Write($"</section>");
    }

    private void Criterion(CriterionStanding standing)
    {
        _html.Write($"<article id=\"{standing.Criterion.Id}\"><h4><span class=\"id\">{standing.Criterion.Id}</span> {standing.Criterion.Title}</h4>");
        _html.Write($"<p><span class=\"status {standing.Status.Word()}\">{Mark(standing.Status)} {GapWords.Of(standing.Status)}</span> {GapWords.Explain(standing)}</p>");
        _html.Write($"<p>{standing.Criterion.Summary}</p>");
        _html.Write($"<table><caption>Key controls, on which the status rests</caption><thead><tr><th scope=\"col\">Control</th><th scope=\"col\">Title</th><th scope=\"col\">State</th></tr></thead><tbody>");
        foreach (var control in standing.KeyControls) _html.Write($"<tr><th scope=\"row\" class=\"id\">{control.Id}</th><td>{control.Title}</td><td>{GapWords.Of(control.State)}</td></tr>");
        _html.Write($"</tbody></table>");

        if (standing.KeyControls.SelectMany(k => k.Because).Distinct().ToList() is { Count: > 0 } because)
        {
            _html.Write($"<dl class=\"answers\">");
            foreach (var reason in because) _html.Write($"<dt>{Question(reason.Fact)}</dt><dd>{Answer(reason)}</dd>");
            _html.Write($"</dl>");
        }

        _html.Write($"</article>");
    }

    private void Tasks()
    {
        _html.Write($"<section id=\"tasks\"><h2>What to do, by the audit risk of leaving it</h2><p>{GapWords.PartsMean}</p>");
        _html.Write($"<div class=\"scroll\" role=\"region\" aria-label=\"Ranked tasks\" tabindex=\"0\"><table><caption>{_report.Tasks.Count} tasks, ranked</caption><thead><tr><th scope=\"col\">Rank</th><th scope=\"col\">Task</th><th scope=\"col\">Score</th><th scope=\"col\">Parts</th><th scope=\"col\">State</th><th scope=\"col\">Owner</th><th scope=\"col\">Days</th><th scope=\"col\">Criteria</th></tr></thead><tbody>");
        foreach (var task in _report.Tasks)
            _html.Write($"<tr><td class=\"number\">{task.Rank}</td><th scope=\"row\">{task.Title} <span class=\"id\">{task.Id}</span></th><td class=\"number\">{task.Score:0.0}</td><td class=\"quiet\">{GapWords.Of(task.Parts)}</td><td>{GapWords.Of(task.State)}</td><td>{task.Control.Owner}</td><td class=\"number\">{task.Control.EffortDays:0.#}</td><td class=\"id\">{string.Join(' ', task.Criteria)}</td></tr>");
        _html.Write($"</tbody></table></div></section>");
    }

    private void Method()
    {
        _html.Write($"<section id=\"method\"><h2>How this was judged</h2><ul>");
        _html.Write($"<li>Missing: no applicable key control is beyond informal. Met: every one is in place. Otherwise partial. Unknown and failing are not in place, and nothing is averaged.</li>");
        _html.Write($"<li>A status that rests on answers alone is met as stated, not evidenced: inquiry by itself never proves that a control operated.</li>");
        _html.Write($"<li>Score = 100 × S × (0.35 G + 0.25 C + 0.25 X + 0.15 T) by default; a company may set its own weights.</li>");
        _html.Write($"<li>{Edition.Name}. The words are ours. {Edition.NoOpinion}</li>");
        _html.Write($"</ul></section>");
    }

    private string Question(string fact) => _questions.TryGetValue(fact, out var question) ? question.Text : $"Records: {fact}.";

    private string Answer(Because because) =>
        !_questions.TryGetValue(because.Fact, out var question) ? because.Answer
        : because.Answer == Because.NotAsked ? "Not answered" : AnswerWords.Of(question, because.Answer);

    private static string Mark(CriterionStatus status) => status switch
    {
        CriterionStatus.Met => "●",
        CriterionStatus.Partial => "◐",
        CriterionStatus.Missing => "○",
        _ => "–",
    };
}
