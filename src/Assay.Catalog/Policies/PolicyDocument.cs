using System.Text.RegularExpressions;
using Assay.Catalog.Content;
using Assay.Catalog.Documents;
using Assay.Catalog.Interview;

namespace Assay.Catalog.Policies;

/// <summary>One policy as a company's own document: a head that says what it is, its text, and what is still open in it.</summary>
public sealed partial record PolicyDocument(Policy Policy, PolicyHead Head, string Text)
{
    /// <summary>A name for its file: <c>T21-access-review-procedure</c>.</summary>
    public string FileName => $"{Policy.Id}-{NotAWord().Replace(Policy.Title.ToLowerInvariant(), "-").Trim('-')}";

    public string Markdown => Head.Markdown + Text;

    public DocumentLabel Label => new(Policy.Title, $"{Policy.Id} {Policy.Title} · {Head.Company} · {Head.Status}");

    /// <summary>Placeholders without a value, with their line in <see cref="Markdown"/>.</summary>
    public IReadOnlyList<Unresolved> Open => Unresolved.Of(Markdown);

    /// <summary>The rules that this company's text cites. A rule whose passage its answers left out binds nobody.</summary>
    public IEnumerable<PolicyRule> Rules
    {
        get
        {
            var cited = TemplateWords.Cited().Matches(Text).Select(m => m.Groups["rule"].Value).ToHashSet();
            return Policy.Rules.Where(r => cited.Contains(r.Id));
        }
    }

    /// <summary>A draft: until somebody other than its author approves it, it is nothing more.</summary>
    public static PolicyDocument Of(Policy policy, AnswerSheet sheet, PolicyTemplates templates) =>
        new(policy, PolicyHead.Of(policy, sheet, PolicyHead.Draft), templates.Body(policy));

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex NotAWord();
}
