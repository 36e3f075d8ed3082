using Assay.Catalog.Conditions;
using Assay.Catalog.Content;

namespace Assay.Catalog.Interview;

/// <summary>
/// What the answers establish. A question that does not apply establishes nothing, whatever an earlier answer said;
/// one that follows from another has that answer.
/// </summary>
public sealed class Facts : IFacts
{
    /// <summary>A yearly activity counts as operating while its last date is no older.</summary>
    public const int MonthsCurrent = 12;

    private readonly AnswerSheet _sheet;
    private readonly Dictionary<string, Question> _questions;
    private readonly Dictionary<string, Flag> _flags;
    private readonly Dictionary<string, Answer?> _known = [];

    public Facts(CatalogLibrary catalog, AnswerSheet sheet)
    {
        _sheet = sheet;
        _questions = catalog.Questions.Value.ToDictionary(q => q.Id);
        _flags = catalog.Flags.Value.ToDictionary(f => f.Id);
    }

    /// <returns>The answer that holds; null where there is none.</returns>
    public Answer? this[string fact]
    {
        get
        {
            if (_known.TryGetValue(fact, out var known)) return known;
            _known[fact] = null;                                   // a circle in the catalog ends here; the check names it
            return _known[fact] = Find(_questions[fact]);
        }
    }

    public bool IsAsked(Question question) =>
        question.AskWhen?.Evaluate(this) is not Truth.No && Following(question) is null;

    public IReadOnlyList<string>? Values(string fact) => this[fact] switch
    {
        Answer.Chosen chosen => chosen.Ids,
        Answer.Practice practice => [practice.Level.Word()],
        Answer.Day { Value: null } => ["never"],
        Answer.Free or Answer.Number or Answer.Day => [this[fact]!.Text],
        _ => null,
    };

    public decimal? Number(string fact) => (this[fact] as Answer.Number)?.Value;

    public Truth Flag(string id) => _flags[id].When.Evaluate(this);

    /// <summary>The facts that a name stands for: itself, or those of the flag.</summary>
    public IEnumerable<string> Behind(string name) =>
        _flags.TryGetValue(name, out var flag) ? flag.When.Names.SelectMany(Behind) : [name];

    /// <returns>How far the practice has come; null where that is not known.</returns>
    public Level? Level(string fact) => (_questions[fact], this[fact]) switch
    {
        (_, Answer.Practice practice) => Aged(practice),
        (_, Answer.Day { Value: null }) => Content.Level.None,
        ({ Kind: QuestionKind.LastDate }, Answer.Day { Value: { } day }) =>
            IsCurrent(day) ? Content.Level.Operating : Content.Level.Informal,
        (var question, Answer.Chosen { Ids: [var only] }) => question.Choices.First(c => c.Id == only).Level,
        _ => null,
    };

    /// <summary>Whether choices of this question lie on a scale, so that an answer tells of a practice.</summary>
    public static bool IsScale(Question question) =>
        question.Kind is QuestionKind.Practice or QuestionKind.LastDate || question.Choices.Any(c => c.Level is not null);

    /// <summary>What is said to operate but last happened over a year ago is written down, not operating.</summary>
    private Level Aged(Answer.Practice practice) =>
        practice is { Level: Content.Level.Operating, Last: { } last } && !IsCurrent(last) ? Content.Level.Documented : practice.Level;

    private bool IsCurrent(DateOnly day) => day >= _sheet.AsOf.AddMonths(-MonthsCurrent);

    private Answer? Find(Question question) =>
        question.AskWhen?.Evaluate(this) is Truth.No ? null
        : Following(question) is { } text ? AnswerText.Parse(question, text).Answer
        : _sheet.Answers.GetValueOrDefault(question.Id);

    private string? Following(Question question) =>
        question.Follows.FirstOrDefault(f => f.When.Evaluate(this) is Truth.Yes)?.Value;
}
