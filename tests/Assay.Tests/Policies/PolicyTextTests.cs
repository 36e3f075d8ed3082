using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Assay.Catalog.Conditions;
using Assay.Catalog.Content;
using Assay.Catalog.Documents;
using Assay.Catalog.Interview;
using Assay.Catalog.Policies;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Markdig;
using Markdig.Syntax;

namespace Assay.Tests.Policies;

public sealed partial class PolicyTextTests
{
    public static TheoryData<string> Samples => ["lumen", "cardia", "ledgerline", "replybird"];

    public static TheoryData<string, string> Pairs => new(
        from first in Samples.Select(s => s.Data)
        from second in Samples.Select(s => s.Data)
        where string.CompareOrdinal(first, second) < 0
        select (first, second));

    [Theory, MemberData(nameof(Samples))]
    public void Every_title_is_a_whole_document_for_every_sample_company(string company)
    {
        var documents = SampleCompanies.Documents(company);

        Assert.Equal(98, documents.Count);
        Assert.Empty(documents.SelectMany(d => d.Open.Select(o => $"{d.Policy.Id} line {o.Line}: {o.Name}")));
        Assert.Empty(documents.Where(d => d.Text.Contains("{{", StringComparison.Ordinal) || d.Text.Contains("{#", StringComparison.Ordinal)).Select(d => d.Policy.Id));
        Assert.All(documents, d => Assert.NotEmpty(d.Rules));
    }

    [Theory, MemberData(nameof(Samples))]
    public void No_sentence_sticks_to_the_one_before_it_and_no_heading_to_a_step(string company)
    {
        var stuck =
            from document in SampleCompanies.Documents(company)
            from line in document.Text.Split('\n')
            where StuckSentence().IsMatch(line)
            select $"{document.Policy.Id}: {line}";

        var swallowed =
            from document in SampleCompanies.Documents(company)
            from item in Markdown.Parse(document.Text).Descendants<ListItemBlock>().SelectMany(i => i.OfType<ParagraphBlock>())
            where document.Text.Substring(item.Span.Start, item.Span.Length).Contains("\n**", StringComparison.Ordinal)
            select $"{document.Policy.Id} line {item.Line + 1}";

        Assert.Empty(stuck);
        Assert.Empty(swallowed);
    }

    [Fact]
    public void The_steps_of_a_procedure_count_on_in_Word_where_a_table_or_a_heading_stands_between_them()
    {
        using var file = new MemoryStream();
        DocumentDocx.Write("Steps", "**A. Before**\n\n1. One\n2. Two\n\n**B. After**\n\n3. Three\n4. Four\n", file);

        using var word = WordprocessingDocument.Open(file, isEditable: false);
        var starts = word.MainDocumentPart!.NumberingDefinitionsPart!.Numbering!.Descendants<StartOverrideNumberingValue>().Select(s => s.Val!.Value);

        Assert.Equal([1, 3], starts);
    }

    [Fact]
    public void A_company_that_only_calls_a_models_api_reads_nothing_of_training_clusters()
    {
        var strays =
            from document in SampleCompanies.Documents("replybird")
            from line in document.Text.Split('\n')
            where TrainingHardware().IsMatch(line)
            select $"{document.Policy.Id}: {line}";

        Assert.Empty(strays);
    }

    /// <summary>Where the passages that a template shows or hides are chosen differently, the documents must differ.</summary>
    [Theory, MemberData(nameof(Pairs))]
    public void Two_companies_that_answer_differently_do_not_get_the_same_document(string first, string second)
    {
        var (one, other) = (Masked(first), Masked(second));
        var (facts, others) = (new Facts(SampleCompanies.Catalog, SampleCompanies.Sheet(first)), new Facts(SampleCompanies.Catalog, SampleCompanies.Sheet(second)));

        var same =
            from policy in SampleCompanies.Catalog.Policies
            where !Chosen(policy, facts).SequenceEqual(Chosen(policy, others)) && one[policy.Id] == other[policy.Id]
            select policy.Id;

        Assert.Empty(same);
    }

    [Fact]
    public void A_placeholder_without_a_value_stands_out_and_is_named_with_its_line()
    {
        var sheet = SampleCompanies.Sheet("lumen");
        sheet = sheet with { Profile = sheet.Profile.Remove("security_lead") };

        var document = PolicyDocument.Of(SampleCompanies.Catalog.Policies["T01"], sheet, new(SampleCompanies.Catalog, sheet));

        Assert.Contains("| [[security_lead]] |", document.Markdown, StringComparison.Ordinal);
        Assert.All(document.Open, open => Assert.Contains("[[security_lead]]", document.Markdown.Split('\n')[open.Line - 1], StringComparison.Ordinal));
        Assert.NotEmpty(document.Open);
    }

    [Fact]
    public void A_rule_whose_passage_was_left_out_binds_nobody()
    {
        var dropped = SampleCompanies.Documents("replybird").Sum(d => d.Policy.Rules.Count - d.Rules.Count());

        Assert.True(dropped > 0);
        Assert.True(SampleCompanies.Documents("lumen").Sum(d => d.Rules.Count()) > SampleCompanies.Documents("replybird").Sum(d => d.Rules.Count()));
    }

    /// <summary>Each document with the company's own names taken out, so that only what the answers chose can differ.</summary>
    private static Dictionary<string, string> Masked(string company)
    {
        var sheet = SampleCompanies.Sheet(company);
        var named = sheet with
        {
            Company = "Company",
            Profile = Placeholders.FromProfile.Concat(Placeholders.FromAnswers.Keys).ToImmutableSortedDictionary(n => n, n => n, StringComparer.Ordinal),
        };
        var templates = new PolicyTemplates(SampleCompanies.Catalog, named);

        return SampleCompanies.Catalog.Policies.ToDictionary(p => p.Id, templates.Body);
    }

    private static IEnumerable<bool> Chosen(Policy policy, Facts facts) => Switch().Matches(policy.Body).Select(m => m.Groups["value"].Success
        ? facts.Values(m.Groups["name"].Value)?.Contains(m.Groups["value"].Value) is not false
        : facts.Flag(m.Groups["name"].Value) is not Truth.No);

    [GeneratedRegex(@"\{\{#(if|unless|is) (?<name>[a-z_0-9]+)( ""(?<value>[a-z_0-9]+)"")?\}\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Switch();

    [GeneratedRegex(@"training clusters?|GPU hosts?|training jobs?|adapter training", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TrainingHardware();

    [GeneratedRegex(@"\p{Ll}{3}\.\p{Lu}\p{Ll}", RegexOptions.None, 1000)]
    private static partial Regex StuckSentence();
}
