using System.Collections.Immutable;
using System.Globalization;
using Assay.Catalog.Content;
using Assay.Catalog.Source;

namespace Assay.Catalog.Interview;

/// <summary>
/// A company's answers as a YAML file: <c>company</c>, <c>as_of</c>, <c>answers</c>, and as wanted <c>sample</c>,
/// <c>scope</c>, <c>commitments</c>, <c>components</c> and <c>profile</c>. Reading gives a sheet or every fault, never half of one.
/// </summary>
public sealed class AnswersFile
{
    public const int MaxBytes = 1_000_000;

    private static readonly string[] _keys = ["company", "as_of", "sample", "answers", "scope", "commitments", "components", "profile"];

    private readonly CatalogLibrary _catalog;
    private readonly string _file;
    private readonly List<Fault> _faults = [];

    private AnswersFile(CatalogLibrary catalog, string file)
    {
        _catalog = catalog;
        _file = file;
    }

    /// <returns>The sheet, or null and all faults.</returns>
    public static (AnswerSheet? Sheet, IReadOnlyList<Fault> Faults) Read(CatalogLibrary catalog, string path)
    {
        var name = Path.GetFileName(path);
        if (!File.Exists(path)) return (null, [new(name, 0, "", "there is no such file.")]);
        if (new FileInfo(path).Length is > MaxBytes and var size)
            return (null, [new(name, 0, "", $"{size:N0} bytes; an answers file has at most {MaxBytes:N0}.")]);

        using var text = File.OpenText(path);
        return Read(catalog, name, text);
    }

    public static (AnswerSheet? Sheet, IReadOnlyList<Fault> Faults) Read(CatalogLibrary catalog, string name, TextReader text)
    {
        var (tree, fault) = YamlReader.Read(name, text);
        if (fault is not null) return (null, [fault]);
        if (tree is not YamlTree.Map root) return (null, [new(name, 1, "", $"a mapping with 'company', 'as_of' and 'answers' is needed, not {tree!.Kind}.")]);

        var file = new AnswersFile(catalog, name);
        var sheet = file.Sheet(root);
        return file._faults.Count == 0 ? (sheet, []) : (null, file._faults);
    }

    private AnswerSheet Sheet(YamlTree.Map root)
    {
        foreach (var pair in root.Pairs.Where(p => !_keys.Contains(p.Key)))
            Refuse(pair.Line, pair.Key, $"unknown; known here: {string.Join(", ", _keys)}.");

        var sheet = new AnswerSheet
        {
            Company = Text(root, "company", required: true) ?? "",
            AsOf = Date(root, "as_of"),
            Sample = Truth(root, "sample"),
            Answers = Answers(root),
            Scope = root["scope"] is { } scope ? Scope(scope) : null,
            Commitments = [.. Maps(root, "commitments").Select(Commitment)],
            Components = [.. Maps(root, "components").Select(Component)],
            Profile = Profile(root),
        };

        if (_faults.Count == 0) RefuseContradictions(sheet, (YamlTree.Map)root["answers"]!);
        return sheet;
    }

    private ImmutableSortedDictionary<string, Answer> Answers(YamlTree.Map root)
    {
        var answers = ImmutableSortedDictionary.CreateBuilder<string, Answer>(StringComparer.Ordinal);
        if (root["answers"] is not YamlTree.Map map)
        {
            Refuse(root["answers"]?.Line ?? root.Line, "answers", "a mapping of question ids to answers is needed.");
            return answers.ToImmutable();
        }

        var questions = _catalog.Questions.Value.ToDictionary(q => q.Id);
        foreach (var pair in map.Pairs)
        {
            if (!questions.TryGetValue(pair.Key, out var question))
            {
                Refuse(pair.Line, $"answers.{pair.Key}", $"there is no such question.{Nearest.Hint(pair.Key, questions.Keys)}");
                continue;
            }

            var (answer, wrong) = Canonical(pair.Value) is { } text ? AnswerText.Parse(question, text) : (null, "a value, a list, or 'practice' with 'last' is needed.");
            if (answer is not null) answers[pair.Key] = answer;
            else Refuse(pair.Value.Line, $"answers.{pair.Key}", wrong!);
        }

        return answers.ToImmutable();
    }

    private static string? Canonical(YamlTree value) => value switch
    {
        YamlTree.Scalar scalar => scalar.Text,
        YamlTree.Sequence list when list.Items.All(i => i is YamlTree.Scalar) => string.Join(',', list.Items.Cast<YamlTree.Scalar>().Select(s => s.Text)),
        YamlTree.Map { Pairs: [{ Key: "practice", Value: YamlTree.Scalar level }] } => level.Text,
        YamlTree.Map { Pairs.Count: 2 } map when map["practice"] is YamlTree.Scalar level && map["last"] is YamlTree.Scalar last => $"{level.Text}@{last.Text}",
        _ => null,
    };

    private void RefuseContradictions(AnswerSheet sheet, YamlTree.Map answers)
    {
        foreach (var contradiction in new Conversation(_catalog, sheet, InterviewRun.Full).Contradictions)
        {
            var line = answers.Pairs.LastOrDefault(p => contradiction.Facts.Contains(p.Key))?.Line ?? answers.Line;
            Refuse(line, $"answers.{string.Join(", answers.", contradiction.Facts)}", $"these contradict each other ({contradiction.Id}): {contradiction.Message}");
        }
    }

    private ScopeChoice Scope(YamlTree tree)
    {
        var map = tree as YamlTree.Map ?? new(tree.Line, []);
        var categories = (map["categories"] as YamlTree.Sequence)?.Items.Select(item => CategoryOf(item, "scope.categories")).OfType<Category>().ToList();
        if (categories is null) Refuse(tree.Line, "scope.categories", "a list of categories is needed.");
        else if (!categories.Contains(Category.Security)) Refuse(tree.Line, "scope.categories", "Security cannot be left out of a SOC 2 report.");

        var reasons = (map["reasons"] as YamlTree.Map)?.Pairs
            .ToImmutableSortedDictionary(p => p.Key, p => (p.Value as YamlTree.Scalar)?.Text ?? "", StringComparer.Ordinal);
        return new(categories ?? [], reasons ?? ImmutableSortedDictionary<string, string>.Empty);
    }

    private Commitment Commitment(YamlTree.Map map, int index) => new(
        Text(map, "text", required: true, $"commitments[{index + 1}]") ?? "",
        Text(map, "source", required: true, $"commitments[{index + 1}]") ?? "",
        map["category"] is { } category ? CategoryOf(category, $"commitments[{index + 1}].category") : null);

    private Component Component(YamlTree.Map map, int index)
    {
        var place = $"components[{index + 1}]";
        var name = Text(map, "class", required: true, place);
        var found = Enum.GetValues<ComponentClass>().Where(c => c.Word() == name).Select(c => (ComponentClass?)c).FirstOrDefault();
        if (name is not null && found is null)
            Refuse(map.Line, $"{place}.class", $"'{name}' is not one of {string.Join(", ", Enum.GetValues<ComponentClass>().Select(c => c.Word()))}.");

        return new(Text(map, "name", required: true, place) ?? "", found ?? default,
            map["in_scope"] is null || Truth(map, "in_scope", place), Text(map, "excluded_because", false, place), Text(map, "excluded_by", false, place));
    }

    private ImmutableSortedDictionary<string, string> Profile(YamlTree.Map root) =>
        (root["profile"] as YamlTree.Map)?.Pairs
            .Where(p => p.Value is YamlTree.Scalar || Refuse(p.Line, $"profile.{p.Key}", "a text is needed."))
            .ToImmutableSortedDictionary(p => p.Key, p => ((YamlTree.Scalar)p.Value).Text, StringComparer.Ordinal)
        ?? ImmutableSortedDictionary<string, string>.Empty;

    private Category? CategoryOf(YamlTree tree, string place)
    {
        var word = (tree as YamlTree.Scalar)?.Text;
        foreach (var category in Enum.GetValues<Category>())
            if (category.Word() == word) return category;

        Refuse(tree.Line, place, $"'{word}' is not one of {string.Join(", ", Enum.GetValues<Category>().Select(c => c.Word()))}.");
        return null;
    }

    private IEnumerable<YamlTree.Map> Maps(YamlTree.Map root, string key)
    {
        if (root[key] is null) return [];
        if (root[key] is YamlTree.Sequence list && list.Items.All(i => i is YamlTree.Map)) return list.Items.Cast<YamlTree.Map>();
        Refuse(root[key]!.Line, key, "a list of mappings is needed.");
        return [];
    }

    private string? Text(YamlTree.Map map, string key, bool required, string place = "")
    {
        if (map[key] is YamlTree.Scalar { Text.Length: > 0 } scalar) return scalar.Text;
        if (required || map[key] is not null) Refuse(map[key]?.Line ?? map.Line, place.Length == 0 ? key : $"{place}.{key}", "a text is needed.");
        return null;
    }

    private DateOnly Date(YamlTree.Map root, string key)
    {
        var text = Text(root, key, required: true);
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        if (text is not null) Refuse(root[key]!.Line, key, $"'{text}' is not a date such as 2026-03-31.");
        return default;
    }

    private bool Truth(YamlTree.Map map, string key, string place = "")
    {
        if (map[key] is null or YamlTree.Scalar { Text: "false" }) return false;
        return map[key] is YamlTree.Scalar { Text: "true" } || Refuse(map[key]!.Line, place.Length == 0 ? key : $"{place}.{key}", "true or false is needed.");
    }

    private bool Refuse(int line, string place, string message)
    {
        _faults.Add(new(_file, line, place, message));
        return false;
    }
}
