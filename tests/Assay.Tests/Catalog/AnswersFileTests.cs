using Assay.Catalog.Interview;

namespace Assay.Tests.Catalog;

/// <summary>A wrong answers file names the file, the line and the field, and nothing of it is taken.</summary>
public sealed class AnswersFileTests
{
    private const string _head = "company: Company\nas_of: 2026-03-02\nanswers:\n";

    [Theory]
    [InlineData("  head_count: 15\n", "a.yaml:4: answers.head_count: there is no such question. Did you mean 'headcount'?")]
    [InlineData("  headcount: many\n", "a.yaml:4: answers.headcount: 'many' is not a number.")]
    [InlineData("  headcount: 0\n", "a.yaml:4: answers.headcount: 0 is outside 1 to 100000.")]
    [InlineData("  screening: yes\n", "a.yaml:4: answers.screening: 'yes' is not one of none, informal, documented, operating, unknown.")]
    [InlineData("  company_stage: ipo\n", "answers.company_stage: 'ipo' is not one of pre_revenue, early, growth, scale, unknown.")]
    [InlineData("  report_wanted_by: 31.12.2026\n", "answers.report_wanted_by: '31.12.2026' is not a date such as 2026-03-31.")]
    [InlineData("  security_training: { practice: operating, last: soon }\n", "answers.security_training: last: 'soon' is not a date such as 2026-03-31.")]
    [InlineData("  headcount: 15\n  headcount: 16\n", "a.yaml:5: 'headcount' is given twice.")]
    [InlineData("  headcount: &a 15\n", "a.yaml:4: anchors (&) and aliases (*) are not read; write the value out.")]
    [InlineData("  headcount: [1, 2\n", "this is not YAML")]
    [InlineData("  headcount: 15\n---\nmore: 1\n", "a file holds one document")]
    [InlineData("  headcount: 15\nsurprise: 1\n", "a.yaml:5: surprise: unknown; known here: company, as_of,")]
    [InlineData("  headcount: 15\nscope: { categories: [availability] }\n", "Security cannot be left out of a SOC 2 report.")]
    public void A_fault_names_its_place(string answers, string expected)
    {
        var faults = Faults(_head + answers);

        Assert.Contains(faults, f => f.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void All_faults_are_named_not_only_the_first() =>
        Assert.Equal(3, Faults(_head + "  headcount: many\n  screening: yes\n  nonsense_of_mine: 1\n").Count);

    [Fact]
    public void Answers_that_contradict_each_other_are_refused_together()
    {
        var fault = Assert.Single(Faults(_head + "  model_origin: third_party_api\n  training_compute: cloud\n"));

        Assert.Contains("answers.model_origin, answers.training_compute", fault, StringComparison.Ordinal);
        Assert.StartsWith("a.yaml:5:", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_ends_early() =>
        Assert.Contains("nested deeper than 32 levels", Assert.Single(Faults($"a: {new string('[', 50_000)}")), StringComparison.Ordinal);

    [Fact]
    public void Anchors_that_would_explode_are_refused_at_the_first() =>
        Assert.Contains("anchors", Assert.Single(Faults("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n")), StringComparison.Ordinal);

    [Fact]
    public void A_file_of_50_MB_is_refused_by_its_size()
    {
        var path = Path.Join(Path.GetTempPath(), $"{Path.GetRandomFileName()}.yaml");
        using (var file = File.Create(path, 1, FileOptions.DeleteOnClose))
        {
            file.SetLength(50 * 1024 * 1024);

            var (sheet, faults) = AnswersFile.Read(Sheets.Catalog, path);

            Assert.Null(sheet);
            Assert.Contains("52,428,800 bytes; an answers file has at most 1,000,000", Assert.Single(faults).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_written_is_read_back_the_same()
    {
        foreach (var sample in Sheets.Samples)
        {
            var sheet = Sheets.Sample(sample);
            using var written = new StringWriter();
            AnswersYaml.Write(Sheets.Catalog, sheet, written);

            var (read, faults) = AnswersFile.Read(Sheets.Catalog, "a.yaml", new StringReader(written.ToString()));

            Assert.Empty(faults);
            Assert.Equal(Sheets.Json(sheet), Sheets.Json(read!));
            Assert.Equal(sheet.Profile, read!.Profile);
        }
    }

    [Theory]
    [InlineData("true")]
    [InlineData("\"quoted\" \\ and: #marks\n\ttabs")]
    [InlineData("- looks like a list")]
    [InlineData("= 名前 🙂 \u0007")]
    public void Any_name_of_a_company_survives_the_file(string name)
    {
        using var written = new StringWriter();
        AnswersYaml.Write(Sheets.Catalog, Sheets.Empty with { Company = name }, written);

        Assert.Equal(name, AnswersFile.Read(Sheets.Catalog, "a.yaml", new StringReader(written.ToString())).Sheet!.Company);
    }

    private static List<string> Faults(string yaml)
    {
        var (sheet, faults) = AnswersFile.Read(Sheets.Catalog, "a.yaml", new StringReader(yaml));

        Assert.Null(sheet);
        return [.. faults.Select(f => f.ToString())];
    }
}
