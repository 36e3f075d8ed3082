using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Assay.Catalog;
using Assay.Catalog.Interview;

namespace Assay.Samples;

/// <summary>A made-up company as its files describe it.</summary>
/// <param name="Registers">The files beside its answers, by the address of the register that takes them.</param>
internal sealed partial record SampleCompany(string Name, AnswerSheet Sheet, ImmutableSortedDictionary<string, byte[]> Registers)
{
    private static readonly (string File, string Register)[] _files = [("people.csv", "people"), ("accounts.csv", "access/accounts"),
        ("datasets.csv", "datasets"), ("pipelines.csv", "pipelines/register"), ("steps.csv", "pipelines/steps"), ("dataset-versions.json", "datasets/versions"), ("lineage.json", "lineage"),
        ("features.csv", "pipelines/features"), ("runs.json", "runs")];

    /// <summary>Reads the sample that was asked for, else the usual one, else the first that is there.</summary>
    /// <exception cref="StartRefusedException">There is no such sample, or its file is wrong.</exception>
    public static SampleCompany Read(SampleOptions options, CatalogLibrary catalog)
    {
        var known = Directory.Exists(options.Folder)
            ? Directory.EnumerateFiles(options.Folder, "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal).ToList()
            : [];
        if (known is []) throw new StartRefusedException($"There are no sample companies in {options.Folder}.");

        var name = options.Name ?? (known.Contains(SampleOptions.DefaultName) ? SampleOptions.DefaultName : known[0]);
        if (!known.Contains(name)) throw new StartRefusedException($"There is no sample company '{name}'. There are: {string.Join(", ", known)}.");

        var (sheet, faults) = AnswersFile.Read(catalog, Path.Join(options.Folder, $"{name}.yaml"));
        if (sheet is null) throw new StartRefusedException($"The sample company '{name}' cannot be read:\n{string.Join('\n', faults)}");

        return new(name, sheet, _files
            .Select(f => (f.Register, Path: Path.Join(options.Folder, name, f.File)))
            .Where(f => File.Exists(f.Path))
            .ToImmutableSortedDictionary(f => f.Register, f => File.ReadAllBytes(f.Path)));
    }

    /// <summary>
    /// The same company as if its answers had been given on that day. Otherwise a sample would grow old on the shelf: what
    /// was tested last month would be overdue, and the wanted report date gone by.
    /// </summary>
    public SampleCompany On(DateOnly day)
    {
        var days = day.DayNumber - Sheet.AsOf.DayNumber;

        return this with
        {
            Sheet = Sheet with
            {
                AsOf = day,
                Answers = Sheet.Answers.ToImmutableSortedDictionary(a => a.Key, a => Moved(a.Value, days), StringComparer.Ordinal),
            },
            Registers = Registers.ToImmutableSortedDictionary(r => r.Key, r => Encoding.UTF8.GetBytes(Cell().Replace(Encoding.UTF8.GetString(r.Value), m => Moved(m, days)))),
        };
    }

    private static Answer Moved(Answer answer, int days) => answer switch
    {
        Answer.Day { Value: { } day } => new Answer.Day(day.AddDays(days)),
        Answer.Practice { Last: { } last } practice => practice with { Last = last.AddDays(days) },
        _ => answer,
    };

    private static string Moved(Match cell, int days) =>
        DateOnly.TryParseExact(cell.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? $"{day.AddDays(days):yyyy-MM-dd}" : cell.Value;

    /// <summary>A cell that is a day and nothing else, or where a text of JSON begins with one.</summary>
    [GeneratedRegex(@"(?<=^|,|"")\d{4}-\d{2}-\d{2}(?=,|T|""|\r?$)", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Cell();
}
