using Assay.Catalog.Interview;
using Assay.Today;

namespace Assay.Interview;

/// <summary>What the first page says of the interview while it is not finished: where to go on.</summary>
internal sealed class InterviewToday(ReadInterview read) : IToday
{
    public Permission Needs => Permission.ReadProgramme;

    public async Task<TodayPart> OfAsync(Actor actor, Frame frame, CancellationToken stop)
    {
        var first = await read.RunAsync(actor.Organization, InterviewRun.FirstPass, stop);
        if (first.Next is { } question)
        {
            return Next(first.Answered == 0 ? "Start the interview" : $"Go on with the interview: {first.Answered} of {first.Lines.Count} answered",
                "Ten minutes give the state of the 33 common criteria and a ranked list.", QuestionPage.AddressOf(question.Id, "first_pass"), rank: 1);
        }

        var full = await read.RunAsync(actor.Organization, InterviewRun.Full, stop);
        return full.Next is { } later
            ? Next($"Go on with the full interview: {full.Answered} of {full.Lines.Count} answered", "What nobody answered counts as unknown, and unknown is not in place.", QuestionPage.AddressOf(later.Id, "full"), rank: 19)
            : new();
    }

    private static TodayPart Next(string title, string why, string address, int rank) => new() { Next = [new(title, why, address, rank)] };
}
