using Assay.Catalog.Content;
using Assay.Catalog.Policies;
using Assay.Catalog.Source;

namespace Assay.Catalog.Checking;

/// <summary>A policy is a whole document: its sections, its rules each cited once, and no placeholder that nobody can fill in.</summary>
internal static class PolicyCheck
{
    public const int FewestRules = 8;
    public const int FewestWords = 550;
    public const int MostWords = 1_800;

    private static readonly string[] _sections = ["Purpose", "Scope", "Roles and duties", "Rules|Steps|Plan", "Records", "Exceptions", "Related controls and criteria"];

    public static IEnumerable<Fault> Check(CatalogLibrary catalog, CatalogSource source)
    {
        var flags = catalog.Flags.Value.Select(f => f.Id).ToHashSet();
        var facts = catalog.Questions.Value.ToDictionary(q => q.Id);
        var ids = catalog.Policies.SelectMany(p => p.Rules).GroupBy(r => r.Id).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet();

        foreach (var policy in catalog.Policies)
        {
            Fault At(string place, string message) => source.At("policies", policy.Id, $"{policy.Id}.{place}", message);

            var words = policy.Body.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
            if (words is < FewestWords or > MostWords) yield return At("body", $"{words} words; {FewestWords} to {MostWords}.");
            if (policy.Rules.Count < FewestRules) yield return At("rules", $"{policy.Rules.Count}; at least {FewestRules}.");

            var headings = policy.Body.Split('\n').Where(l => l.StartsWith("## ", StringComparison.Ordinal)).Select(l => l[3..].Trim()).ToList();
            foreach (var section in _sections.Where(s => !s.Split('|').Any(headings.Contains))) yield return At("body", $"the section '{section}' is absent.");

            foreach (var rule in policy.Rules)
            {
                if (!rule.Id.StartsWith(policy.Id, StringComparison.Ordinal) || ids.Contains(rule.Id)) yield return At("rules", $"{rule.Id} is not unique to this document.");
                if (!policy.Body.Contains($"{{#{rule.Id}}}", StringComparison.Ordinal)) yield return At("rules", $"{rule.Id} is not cited in the text.");
            }

            var cited = TemplateWords.Rule().Matches(policy.Body).Select(m => m.Groups["rule"].Value);
            foreach (var strange in cited.Except(policy.Rules.Select(r => r.Id))) yield return At("body", $"{strange} is cited, and no rule has this id.");
            foreach (var message in Mentions(policy.Body, catalog, flags, facts)) yield return At("body", message);
        }

        foreach (var control in catalog.Controls)
            foreach (var message in Mentions(control.Narrative, catalog, flags, facts)) yield return source.At("controls", control.Id, $"{control.Id}.narrative", message);
        foreach (var (kind, documents) in new[] { (ItemKind.Documents, catalog.Documents), (ItemKind.Guides, catalog.Guides) })
            foreach (var document in documents)
                foreach (var message in Mentions(document.Body, catalog, flags, facts)) yield return source.At(kind, document.Id, $"{document.Id}.body", message);
        foreach (var asked in catalog.Questionnaire)
            foreach (var message in Mentions(asked.Answer, catalog, flags, facts)) yield return source.At(ItemKind.Questionnaire, asked.Id, $"{asked.Id}.answer", message);
        foreach (var criterion in catalog.Criteria.Where(c => catalog.Policies.All(p => p.Criteria.All(m => m.Id != c.Id))))
            yield return source.At("criteria", criterion.Id, criterion.Id, "no policy supports it.");
    }

    private static IEnumerable<string> Mentions(string text, CatalogLibrary catalog, HashSet<string> flags, Dictionary<string, Question> facts)
    {
        foreach (System.Text.RegularExpressions.Match mention in TemplateWords.Mention().Matches(text))
        {
            var (verb, name, value) = (mention.Groups["verb"].Value, mention.Groups["name"].Value, mention.Groups["value"].Value);
            var known = verb switch
            {
                "#if" or "#unless" => flags.Contains(name),
                "#is" => facts.TryGetValue(name, out var question) && question.Choices.Any(c => c.Id == value),
                ">" => catalog.Partials.Value.ContainsKey(name),
                _ => name == "else" || Placeholders.All.Contains(name),
            };

            if (!known) yield return $"'{mention.Value}' is unknown to the interview.";
        }
    }
}
