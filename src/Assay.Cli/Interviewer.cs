using System.Globalization;
using Assay.Catalog;
using Assay.Catalog.Content;
using Assay.Catalog.Interview;
using Spectre.Console;

namespace Assay.Cli;

/// <summary>
/// Asks until nothing is open, the person stops, or the input ends. Reads plain lines, so that a script can answer too.
/// </summary>
internal sealed class Interviewer(CatalogLibrary catalog, AnswersOnDisk file, IAnsiConsole console, TextReader input, InterviewRun run)
{
    private const string _keys = "? why this is asked · u unknown · < back · q stop (every answer is saved)";

    private readonly Stack<string> _asked = [];
    private string? _section;

    public void Hold(TimeProvider clock)
    {
        if (file.Sheet is null && !Begin(clock)) return;

        console.MarkupLineInterpolated($"[dim]{_keys}[/]");
        var next = Conversation.Next;

        while (next is { } question)
        {
            switch (Ask(question))
            {
                case Move.On:
                    _asked.Push(question.Id);
                    next = Conversation.Next;
                    break;
                case Move.Back:
                    next = Previous() ?? question;
                    break;
                default:
                    Close(Conversation);
                    return;
            }
        }

        Close(Conversation);
    }

    private enum Move
    {
        On,
        Back,
        Stop,
    }

    private Conversation Conversation => new(catalog, file.Sheet!, run);

    private bool Begin(TimeProvider clock)
    {
        console.WriteLine("What is the company called?");
        while (ReadLine() is { } name)
        {
            if (name is "q") return false;
            if (name.Length is 0 or > 200)
            {
                console.WriteLine("A name of at most 200 characters is needed.");
                continue;
            }

            file.Save(new() { Company = name, AsOf = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime) });
            return true;
        }

        return false;
    }

    private Move Ask(Question question)
    {
        Show(question);

        while (ReadLine() is { } line)
        {
            switch (line)
            {
                case "?":
                    console.MarkupLineInterpolated($"[dim]Why:[/] {question.Why}");
                    console.MarkupLineInterpolated($"[dim]Decides:[/] {question.Decides}");
                    continue;
                case "<":
                    return Move.Back;
                case "q":
                    return Move.Stop;
            }

            if (Read(question, line) is { } answer && TrySave(question, answer)) return Move.On;
        }

        return Move.Stop;
    }

    private void Show(Question question)
    {
        var (answered, asked) = Conversation.Progress;
        if (_section != question.Section) console.MarkupLineInterpolated($"\n[bold]{_section = question.Section}[/]");

        console.MarkupLineInterpolated($"\n[dim]{answered + 1} of {asked}[/] {question.Text}");
        foreach (var (i, option) in AnswerWords.Options(question).Index()) console.MarkupLineInterpolated($"  {i + 1}  {option.Label}{(option.Help is null ? "" : $". {option.Help}")}");
        console.MarkupLineInterpolated($"[dim]{Hint(question)}[/]");
        if (file.Sheet!.Answers.TryGetValue(question.Id, out var given)) console.MarkupLineInterpolated($"[dim]So far:[/] {AnswerWords.Of(question, given.Text)} [dim](Enter keeps it)[/]");
    }

    private static string Hint(Question question) => question.Kind switch
    {
        QuestionKind.Practice when question.Last => "A number, and if you know it the day when it was last done: 4 2026-03-31",
        QuestionKind.Practice or QuestionKind.Choice => "A number.",
        QuestionKind.Choices => "One or more numbers, such as 1,3",
        QuestionKind.Number => $"A number from {question.Min} to {question.Max}.",
        QuestionKind.Date => "A date such as 2026-03-31",
        QuestionKind.LastDate => "A date such as 2026-03-31, or 1 for never.",
        _ => "A text.",
    };

    private Answer? Read(Question question, string line)
    {
        if (line.Length == 0 && file.Sheet!.Answers.TryGetValue(question.Id, out var given)) return given;

        var (answer, wrong) = AnswerText.Parse(question, Canonical(question, line));
        if (wrong is not null) console.MarkupLineInterpolated($"[red]{char.ToUpperInvariant(wrong[0])}{wrong[1..]}[/]");
        return answer;
    }

    /// <summary>Numbers stand for options; whoever knows the words may type them.</summary>
    private static string Canonical(Question question, string line)
    {
        if (line == "u") return "unknown";
        if (question.Kind is QuestionKind.Number or QuestionKind.Date or QuestionKind.Text) return line;

        var options = AnswerWords.Options(question).Select(o => o.Id).ToList();
        string Option(string word) => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at >= 1 && at <= options.Count ? options[at - 1] : word;

        if (question.Kind is QuestionKind.Choices) return string.Join(',', line.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(Option));
        return line.Split(' ', 2, StringSplitOptions.TrimEntries) is [var level, var last] && question.Kind is QuestionKind.Practice ? $"{Option(level)}@{last}" : Option(line);
    }

    /// <summary>An answer that cannot stand beside earlier ones is not saved; the person says which of them is right.</summary>
    private bool TrySave(Question question, Answer answer)
    {
        var sheet = file.Sheet! with { Answers = file.Sheet.Answers.SetItem(question.Id, answer) };
        var before = Conversation.Contradictions.Select(c => c.Id).ToHashSet();

        if (new Conversation(catalog, sheet, run).Contradictions.FirstOrDefault(c => !before.Contains(c.Id)) is { } contradiction)
        {
            console.MarkupLineInterpolated($"[red]{contradiction.Message}[/]");
            console.WriteLine("Answer differently, or go back with < and answer u there first.");
            return false;
        }

        file.Save(sheet);
        return true;
    }

    private Question? Previous() =>
        _asked.TryPop(out var id) ? catalog.Questions.Value.Find(q => q.Id == id) : null;

    private void Close(Conversation conversation)
    {
        var (answered, asked) = conversation.Progress;
        console.WriteLine();
        console.MarkupLineInterpolated($"{answered} of {asked} answered, saved in {file.Path}.");
        console.MarkupLineInterpolated(answered < asked
            ? $"Run the same command again to go on.  What it means so far:  assay gap --answers {file.Path}"
            : (FormattableString)$"What it means:  assay gap --answers {file.Path}");
    }

    private string? ReadLine()
    {
        console.Write("> ");
        return input.ReadLine()?.Trim();
    }
}
